// A button that shows what was typed as a password, hidden again before it is sent (GOV.UK: Password input).
export function canBeShown(group) {
  const input = group.querySelector('input')
  const button = group.querySelector('button')
  button.hidden = false
  button.addEventListener('click', () => show(input.type === 'password'))
  input.form.addEventListener('submit', () => show(false))

  function show(shown) {
    input.type = shown ? 'text' : 'password'
    button.textContent = shown ? 'Hide' : 'Show'
    button.setAttribute('aria-label', shown ? 'Hide password' : 'Show password')
  }
}
