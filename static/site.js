// The one script. Nothing depends on it: without it every link and form still works.
import { Button, CharacterCount, ErrorSummary, ExitThisPage } from 'govuk-frontend'
import { keepPrivate, QuickExit } from './exit.js'
import { keepDraft } from './draft.js'
import { onlyOne } from './exclusive.js'
import { canBeShown } from './password.js'
import { warnBeforeEnd } from './timeout.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

// The way out comes first: nothing that goes wrong after it may take it away.
each(`[data-module=${ExitThisPage.moduleName}]`, QuickExit)
keepPrivate()
for (const Component of [ErrorSummary, CharacterCount, Button]) {
  each(`[data-module=${Component.moduleName}]`, Component)
}
document.querySelectorAll('.candour-timeout').forEach(warnBeforeEnd)
document.querySelectorAll('form[data-draft]').forEach(keepDraft)
document.querySelectorAll('.govuk-password-input').forEach(canBeShown)
document.addEventListener('change', onlyOne)

function each(selector, Component) {
  for (const element of document.querySelectorAll(selector)) {
    try {
      new Component(element)
    } catch (error) {
      console.error(error)
    }
  }
}
