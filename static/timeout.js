// Tells people before their session ends, and lets them stay (WCAG 2.2, 2.2.1 Timing Adjustable). The bar is not a
// modal dialog, which would stand between people and the way out.
export function warnBeforeEnd(bar) {
  const { expiresIn, warnBefore, stay, gone, token, button: label, says } = bar.dataset
  const text = document.createElement('p')
  const button = document.createElement('button')
  text.className = 'govuk-body'
  text.setAttribute('role', 'alert')
  button.className = 'govuk-button'
  button.type = 'button'
  button.textContent = label || 'Stay on this page'
  bar.append(text, button)
  let end
  // A tab that is used keeps the others of this visit alive: they must not say that all is gone. Old browsers go without.
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(gone) : null
  if (tabs) tabs.onmessage = restart
  restart()
  tell()
  document.addEventListener('candour:stayed', () => {
    restart()
    tell()
  })

  button.addEventListener('click', () => {
    fetch(stay, { method: 'POST', body: new URLSearchParams({ token }), credentials: 'same-origin' })
      // 204: the time starts again. A page or a refusal: the session has gone. Any other trouble: try again.
      .then(({ status }) => (status === 204 ? (restart(), tell()) : status < 500 && leave()))
      .catch(() => {})
  })

  // By the clock, not by counting: timers stand still while a phone sleeps.
  const ticking = setInterval(() => {
    const left = end - Date.now()
    if (left <= 0) return leave()
    bar.hidden = left > warnBefore * 1000
    if (!bar.hidden) say(Math.ceil(left / 60000))
  }, 1000)

  function say(minutes) {
    const words = `${says || 'For your safety this page will close'} in ${minutes} minute${minutes > 1 ? 's' : ''}. What you have not sent or saved will be lost.`
    // Written only when it changes, since each change is read out.
    if (text.textContent !== words) text.textContent = words
  }

  function restart() {
    end = Date.now() + expiresIn * 1000
    bar.hidden = true
    text.textContent = ''
  }

  function tell() {
    if (tabs) tabs.postMessage('')
  }

  function leave() {
    // Asking again each second would break off a slow answer each time.
    clearInterval(ticking)
    location.replace(gone)
  }
}
