// Becoming anonymous: tokens that cannot be traced (RFC 9497) are asked for while signed in, and one of them is shown once
// signed out. They live in this closure, for as long as this page is open, and nowhere else.
import { p256_oprf } from '@noble/curves/nist.js'

const { voprf } = p256_oprf
const batch = 5
const [half, element, proof] = [32, 33, 64]

const root = document.querySelector('.candour-anonymous')
if (root) offer(root)

function offer(root) {
  const to = root.dataset
  const button = root.querySelector('button')
  const [status, alert] = [root.querySelector('[role=status]'), root.querySelector('[role=alert]')]
  let tokens = []

  document.querySelectorAll('.candour-without-script').forEach(told => { told.hidden = true })
  button.parentElement.hidden = false
  button.addEventListener('click', go)
  addEventListener('pagehide', forget)

  // Each step that was done is not done again when the button is pressed a second time.
  async function go() {
    button.disabled = true
    say(status, 'working')
    say(alert)
    try {
      if (!tokens.length) tokens = await obtain()
      await signOut()
      await compare()
      await show()
      location.replace(to.next)
    } catch (problem) {
      say(status)
      say(alert, problem.word ?? 'offline')
      button.disabled = false
      button.parentElement.hidden = !!problem.last
    }
  }

  async function obtain() {
    const items = Array.from({ length: batch }, () => {
      const input = crypto.getRandomValues(new Uint8Array(half))
      return { input, ...voprf.blind(input) }
    })
    const request = new Uint8Array(2 + batch * element)
    request[1] = batch
    items.forEach((item, at) => request.set(item.blinded, 2 + at * element))
    const answer = await post(to.tokens, { token: to.token, key: to.key, request: text(request) })
    if (!answer.ok) throw answer.status >= 500 ? wrong('offline') : wrong('refused', true)
    return finish(items, new Uint8Array(await answer.arrayBuffer()))
  }

  function finish(items, answer) {
    const end = 2 + batch * element
    if (answer.length !== end + proof || answer[0] !== 0 || answer[1] !== batch) throw wrong('refused', true)
    const evaluated = items.map((item, at) => ({ ...item, evaluated: answer.slice(2 + at * element, 2 + (at + 1) * element) }))
    try {
      const outputs = voprf.finalizeBatch(evaluated, bytes(to.key), answer.slice(end))
      return items.map(({ input }, at) => Uint8Array.of(...input, ...outputs[at]))
    } catch {
      throw wrong('key', true)
    }
  }

  async function signOut() {
    await post(to.signOut, { token: to.token })
    // Whoever is signed out is sent away from this very page.
    const here = await fetch(to.here, { redirect: 'manual', cache: 'no-store' })
    if (here.type !== 'opaqueredirect') throw wrong('signed-in')
  }

  // Anybody is given the key that is public, and by now we are anybody: a key for one person alone would stand out.
  async function compare() {
    const page = await fetch(to.public, { credentials: 'omit', cache: 'no-store' })
    if (!page.ok) throw wrong('offline')
    if (!(await page.text()).replace(/\s/g, '').includes(to.key)) throw wrong('key', true)
  }

  async function show() {
    // What was begun before goes, and with it the last cookie.
    if (!(await post(to.leave, {})).ok) throw wrong('offline')
    const left = []
    while (tokens.length) {
      const token = tokens.shift()
      const answer = await post(to.here, { token: to.open, bearer: text(token) }).catch(() => {})
      if (answer?.ok) return forget()
      if (!answer || answer.status >= 500) left.push(token)
      else token.fill(0)
    }
    tokens = left
    throw left.length ? wrong('offline') : wrong('spent', true)
  }

  function forget() {
    tokens.splice(0).forEach(token => token.fill(0))
  }

  // Words stand in the page, so that they are translated and checked with it.
  function say(place, word) {
    place.textContent = word ? root.querySelector(`[data-word=${word}]`).textContent : ''
  }
}

function post(path, fields) {
  return fetch(path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', cache: 'no-store' })
}

// `last`: pressing the button again would not help.
function wrong(word, last = false) {
  return Object.assign(new Error(word), { word, last })
}

function text(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function bytes(digits) {
  return Uint8Array.from(digits.match(/../g), pair => parseInt(pair, 16))
}
