// Keeps what somebody types into a long form, a few seconds after they pause, sealed to them alone. The form says where it is
// kept. Whoever types is there: each save starts the time of the session again.
const PAUSE = 5000

export function keepDraft(form) {
  const said = form.querySelector('.candour-draft')
  let waiting
  let sending
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(save, PAUSE)
  })
  // What is sent is no draft any more: nothing may be kept after it.
  form.addEventListener('submit', () => {
    clearTimeout(waiting)
    if (sending) sending.abort()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && waiting) save()
  })

  function save() {
    clearTimeout(waiting)
    waiting = undefined
    sending = new AbortController()
    const body = new URLSearchParams(new FormData(form))
    body.set('quietly', 'yes')
    fetch(form.dataset.draft, { method: 'POST', body, credentials: 'same-origin', signal: sending.signal })
      .then(({ status }) => {
        if (status !== 204) throw new Error(`${status}`)
        const time = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
        said.textContent = `Draft saved at ${time}. Only you can open it.`
        document.dispatchEvent(new Event('candour:stayed'))
      })
      .catch(({ name }) => {
        if (name !== 'AbortError') said.textContent = 'The draft could not be saved. Send the form, or copy what you wrote.'
      })
  }
}
