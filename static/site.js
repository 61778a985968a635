import {ExitThisPage} from "govuk-frontend";new ExitThisPage(document.body)
