import { ExitThisPage } from 'govuk-frontend'

// GOV.UK's component leaves by an ordinary link, which would leave this page one Back away. Ours ends what the server
// holds in the background and puts the neutral site in this page's place, however slow the server is.
export class QuickExit extends ExitThisPage {
  exitPage() {
    this.$updateSpan.textContent = ''
    blank(this.i18n.t('activated'))
    const { href, dataset } = this.$button
    const told = dataset.exitTo && navigator.sendBeacon && navigator.sendBeacon(dataset.beacon || href)
    // The link's own address ends the session and sends the browser on: slower, but it needs no beacon.
    location.replace(told ? dataset.exitTo : href)
  }

  // Called on `pageshow`: a page that comes back is loaded anew instead (see keepPrivate), never uncovered.
  resetPage(event) {
    if (!event.persisted) super.resetPage()
  }
}

// A page that a browser keeps to show again on Back is kept blank, and asks the server anew when it is shown.
export function keepPrivate() {
  if (!document.querySelector('.govuk-exit-this-page, .candour-timeout')) return
  addEventListener('pagehide', (event) => event.persisted && blank(''))
  // Without the part after #, or the browser would only scroll.
  addEventListener('pageshow', (event) => event.persisted && location.replace(location.pathname + location.search))
}

function blank(text) {
  const overlay = document.createElement('div')
  overlay.className = 'govuk-exit-this-page-overlay'
  overlay.setAttribute('role', 'alert')
  document.body.classList.add('govuk-exit-this-page-hide-content')
  document.body.append(overlay)
  overlay.textContent = text
}
