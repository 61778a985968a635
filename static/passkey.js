// Passkeys: puts the question of our server to the device, and sends its answer with the form. Nothing shows without script.
const again = 'That did not work. Nothing has changed. Load the page again and try once more.'
const words = {
  NotAllowedError: 'No passkey was used. Nothing has changed: you can try again.',
  AbortError: 'No passkey was used. Nothing has changed: you can try again.',
  InvalidStateError: 'This device has a passkey for this account already.',
  NotSupportedError: 'This device cannot keep a passkey that shows it is you. Use another device.',
  ConstraintError: 'This device cannot keep a passkey that shows it is you. Use another device.',
}

document.querySelectorAll('.candour-passkey').forEach(offer)

function offer(part) {
  const { site } = part.dataset
  // A passkey is bound to a name: at another one, such as the onion service, the device would refuse.
  const here = location.hostname === site || location.hostname.endsWith(`.${site}`)
  if (!here || !window.PublicKeyCredential) return
  const form = part.querySelector('form')
  const told = part.querySelector('[role=alert]')
  let busy = false
  part.hidden = false
  form.addEventListener('submit', async event => {
    event.preventDefault()
    if (busy) return
    busy = true
    told.textContent = ''
    try {
      await ask(part.dataset, form)
      form.submit()
    } catch (error) {
      told.textContent = error.told || words[error.name] || again
    }
    busy = false
  })
}

async function ask({ begin, confirm, make }, form) {
  const { proof } = form.elements
  put(form, { ceremony: '', credential: '', given: '' })
  // Whoever types no password shows a passkey that they have.
  if (confirm && !(proof && proof.value)) put(form, await use(await question(confirm, form)))
  const asked = await question(begin, form)
  put(form, await (make ? create(asked) : use(asked)))
  if (proof) proof.value = ''
}

function put(form, fields) {
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value
}

async function question(path, form) {
  const answer = await fetch(path, {
    method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin',
  })
  const asked = await answer.json().catch(() => ({}))
  if (!asked.options) throw Object.assign(new Error(path), { told: asked.error || again })
  return asked
}

async function use({ ceremony, options }) {
  const found = await navigator.credentials.get({ publicKey: decoded(options) })
  const { authenticatorData, clientDataJSON, signature, userHandle } = found.response
  const response = { authenticatorData, clientDataJSON, signature, userHandle }
  return { ceremony, credential: json(found, response), given: given(found) }
}

async function create({ ceremony, options }) {
  const publicKey = decoded(options)
  const made = await navigator.credentials.create({ publicKey })
  const { attestationObject, clientDataJSON } = made.response
  const credential = json(made, { attestationObject, clientDataJSON })
  const { prf } = made.getClientExtensionResults()
  let secret = given(made)
  if (!secret && prf && prf.enabled) {
    // Many devices give their secret only when a passkey is used: it is used once, for nobody but the device.
    const { rp, extensions } = publicKey
    secret = given(await navigator.credentials.get({ publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)), rpId: rp.id, userVerification: 'required',
      allowCredentials: [{ type: 'public-key', id: made.rawId }], extensions: { prf: extensions.prf },
    } }))
  }
  return { ceremony, credential, given: secret }
}

/** What the device's pseudo-random function gave; nothing when it has none. */
function given(credential) {
  const { prf } = credential.getClientExtensionResults()
  return prf && prf.results && prf.results.first ? text(prf.results.first) : ''
}

function json({ id, rawId, type }, response) {
  const parts = Object.entries(response).filter(([, part]) => part).map(([name, part]) => [name, text(part)])
  return JSON.stringify({ id, rawId: text(rawId), type, response: Object.fromEntries(parts), extensions: {} })
}

function decoded(options) {
  const { prf } = options.extensions
  const ids = list => (list || []).map(known => ({ ...known, id: bytes(known.id) }))
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    extensions: { ...options.extensions, prf: { eval: { first: bytes(prf.eval.first) } } },
  }
  if (options.user) {
    publicKey.user = { ...options.user, id: bytes(options.user.id) }
    publicKey.excludeCredentials = ids(options.excludeCredentials)
  } else {
    publicKey.allowCredentials = ids(options.allowCredentials)
  }
  return publicKey
}

function bytes(base64url) {
  const binary = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(binary, letter => letter.charCodeAt(0))
}

function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
