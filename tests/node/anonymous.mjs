// A practitioner becomes anonymous: the page, the one button, what can go wrong with it, and the way without script.
//
// The facts are those of a demonstration; `cookies` are of practitioners who are signed in, `used` of one whose session has
// been issued tokens before.
import assert from 'node:assert/strict'
import {
  base, choose, facts, fill, heading, keepsNothing, next, press, run, says, saysNot, weigh, withBrowser,
} from './kit.mjs'
import { at, details, look, onward, reference, tell, visitor, word } from './people.mjs'

const here = '/step/42'
const button = 'Sign out and write anonymously'
const mark = 'Registered practitioner, unlinkable'

const cookie = value => ({ name: 'p', value, url: base, httpOnly: true, sameSite: 'Strict' })

/** Somebody who is signed in and on the page. */
async function arrived(browser, { value = facts.cookies.shift(), ...options } = {}) {
  const page = await visitor(browser, options)
  await page.context().addCookies([cookie(value)])
  await at(page, here)
  await heading(page, 'Report anonymously, with a mark')
  return page
}

const go = page => page.getByRole('button', { name: button, exact: true })
const alert = page => page.locator('.candour-anonymous [role=alert]')
const cookies = async page => (await page.context().cookies(base)).map(({ name }) => name)

/** Presses the button and waits for the words that tell what is wrong. */
async function pressInVain(page, words) {
  await go(page).click()
  await alert(page).filter({ hasText: words }).waitFor()
  assert.equal(new URL(page.url()).pathname, here)
  await says(page, 'Without the mark')
}

async function withScript(browser) {
  const page = await arrived(browser)
  await says(page, '24 practitioners could have sent a report with this mark')
  await saysNot(page, 'Your browser does not run the script')
  await look(page, 'anonymous')
  const key = await page.locator('.candour-anonymous').getAttribute('data-key')
  const sent = await recorded(page, () => next(page, () => go(page).click()))
  await heading(page, 'Tell us what has happened or is worrying you')
  assert.deepEqual(await cookies(page), ['v'], 'the session is gone, the draft is there')
  await keepsNothing(page)
  assert.ok(!/bearer|token/.test(page.url()))
  inOrder(sent)
  await page.goBack().catch(() => {})
  assert.notEqual(new URL(page.url()).pathname, here, 'Back does not lead to the page that had the tokens')
  await at(page, '/step/1')
  await report(page)
  await compare(browser, key)
  await page.context().close()
}

/** What was asked of the server meanwhile: method, path, cookies, length of what was sent. */
async function recorded(page, act) {
  const asked = []
  const keep = request => asked.push(request)
  page.on('request', keep)
  await act()
  page.off('request', keep)
  return Promise.all(asked.map(async request => ({
    what: `${request.method()} ${new URL(request.url()).pathname}`,
    cookies: (await request.allHeaders()).cookie ?? '',
    length: request.postData()?.length ?? 0,
  })))
}

function inOrder(sent) {
  const whole = ['POST /step/42/tokens', 'POST /step/45', 'GET /step/42', 'GET /privacy', 'POST /leave', 'POST /step/42', 'GET /step/1']
  // Where a redirect leads is named even when it is not followed.
  const known = sent.filter(({ what }) => !what.includes('/assets/') && what !== 'GET /step/30')
  assert.deepEqual(known.map(({ what }) => what), whole)
  assert.match(known[0].cookies, /^p=/)
  for (const { what, cookies } of known.slice(2, 5)) assert.equal(cookies, '', `${what} is sent without a cookie`)
}

/** The practitioner's questions are asked, the agency is left empty, and the mark is said before sending. */
async function report(page) {
  await tell(page, ['story'])
  await heading(page, 'How do you know about this? (optional)')
  assert.ok(await page.getByLabel('I work for an agency that supports people').isChecked())
  await onward(page)
  await heading(page, 'What your work has told you')
  await choose(page, 'A client told me')
  await onward(page)
  await heading(page, 'Your agency')
  await onward(page)
  await heading(page, 'Risk and safety plan (optional)')
  await onward(page)
  await heading(page, 'Which police force is it about? (optional)')
  await onward(page)
  await tell(page, details)
  await onward(page)
  await heading(page, 'Check your answers before you send them')
  await says(page, mark)
  await look(page, 'anonymous-check')
  await press(page, 'Send report')
  await heading(page, 'Report sent')
  await reference(page)
}

/** The privacy page, open to everybody, shows the same key. */
async function compare(browser, key) {
  const page = await visitor(browser)
  await at(page, '/privacy')
  const shown = await page.locator('code').innerText()
  assert.equal(shown.replaceAll(' ', ''), key)
  await look(page, 'anonymous-privacy')
  await page.context().close()
}

/** The first tokens are refused, the next is taken. */
async function nextOfTheBatch(browser) {
  const page = await arrived(browser)
  let refused = 0
  await page.route(`**${here}`, async route => {
    if (route.request().method() !== 'POST' || refused === 3) return route.fallback()
    refused += 1
    // Spent, made up, and lost on the way.
    return refused === 3 ? route.abort() : route.fulfill({ status: refused === 1 ? 409 : 422, body: '' })
  })
  await quietly(page, () => next(page, () => go(page).click()))
  await heading(page, 'Tell us what has happened or is worrying you')
  assert.equal(refused, 3)
  await page.context().close()
}

/** The network fails at one step after the other; each time the button goes on from there. */
async function withoutNetwork(browser) {
  const page = await arrived(browser)
  const paths = ['/step/42/tokens', '/step/45', '/privacy', '/leave', '/step/42']
  await quietly(page, async () => {
    for (const path of paths) {
      const method = path === '/privacy' ? 'GET' : 'POST'
      await page.route(`**${path}`, route => route.request().method() === method ? route.abort() : route.fallback())
      await pressInVain(page, 'We could not reach the site')
      if (path === paths[0]) await look(page, 'anonymous-offline')
      await page.unroute(`**${path}`)
    }
    await next(page, () => go(page).click())
  })
  await heading(page, 'Tell us what has happened or is worrying you')
  await page.context().close()
}

/** A key that only one person is given is noticed too, once they are anybody and before they show a token. */
async function keyForOne(browser) {
  const page = await arrived(browser)
  const given = '<!doctype html><title>Privacy</title><p>032f 04f8'
  await page.route('**/privacy', route => route.fulfill({ contentType: 'text/html', body: given }))
  const sent = await recorded(page, () => pressInVain(page, 'Stop here'))
  assert.ok(!sent.some(({ what }) => what === 'POST /step/42' || what === 'POST /leave'), JSON.stringify(sent))
  assert.ok(await go(page).isHidden())
  assert.deepEqual(await cookies(page), [])
  await page.context().close()
}

/** A key of one's own would mark a person: it is noticed, before anything is sent and while still signed in. */
async function anotherKey(browser) {
  const page = await arrived(browser)
  const other = '032f04f83ca5528e7c7d7b0d7eaf56f1c51c43be8b18e1198860aee37f2d5f0704'
  const key = await page.locator('.candour-anonymous').getAttribute('data-key')
  await page.locator('.candour-anonymous').evaluate((element, key) => { element.dataset.key = key }, other)
  // A server that means ill would not refuse the key that it showed.
  await page.route('**/step/42/tokens', route => route.continue({ postData: route.request().postData().replace(other, key) }))
  const sent = await recorded(page, () => pressInVain(page, 'Stop here'))
  assert.deepEqual(sent.map(({ what }) => what), ['POST /step/42/tokens'])
  assert.ok(await go(page).isHidden())
  assert.deepEqual(await cookies(page), ['p'])
  await look(page, 'anonymous-key')
  await page.context().close()
}

/** Signing out seems to work and does not: then nothing is sent. */
async function stillSignedIn(browser) {
  const page = await arrived(browser)
  await page.route('**/step/45', route => route.fulfill({ status: 204 }))
  const sent = await recorded(page, () => pressInVain(page, 'You are still signed in'))
  assert.ok(!sent.some(({ what }) => what === 'POST /step/42'), JSON.stringify(sent))
  await page.unroute('**/step/45')
  await next(page, () => go(page).click())
  await heading(page, 'Tell us what has happened or is worrying you')
  await page.context().close()
}

/** Every token is refused: signed out, and told so. */
async function noneTaken(browser) {
  const page = await arrived(browser)
  await page.route(`**${here}`, route =>
    route.request().method() === 'POST' ? route.fulfill({ status: 409, body: '' }) : route.fallback())
  await quietly(page, () => pressInVain(page, 'None of the proofs could be used'))
  assert.ok(await go(page).isHidden())
  assert.deepEqual(await cookies(page), [])
  await page.context().close()
}

/** A session that has had its tokens is told so. */
async function noRation(browser) {
  const page = await arrived(browser, { value: facts.used })
  await says(page, 'There is no mark left for you in this session')
  assert.equal(await go(page).count(), 0)
  await look(page, 'anonymous-without')
  await page.context().close()
}

async function withoutScript(browser) {
  const page = await arrived(browser, { script: false })
  await says(page, 'Your browser does not run the script')
  assert.ok(await go(page).isHidden())
  await look(page, 'anonymous-plain')
  await press(page, 'Sign out and write without the mark')
  await page.waitForURL(/\/step\/1$/)
  assert.equal((await cookies(page)).length, 1)
  await fill(page, { 'Tell us what has happened or is worrying you': `My client told me of him, ${word}` })
  await press(page, 'Answer more questions')
  await at(page, '/check')
  await saysNot(page, mark)
  await press(page, 'Send report')
  await heading(page, 'Report sent')
  await page.context().close()
}

/** The script with the mathematics is loaded on every page of the door, and on none of the public's. */
async function weight(browser) {
  const signedIn = [cookie(facts.cookies.shift())]
  const own = await weigh(browser, base + here, { cookies: signedIn })
  const scripts = requests => requests.filter(({ type }) => type === 'Script').length
  assert.equal(scripts(own), 2)
  assert.equal(scripts(await weigh(browser, `${base}/step/36`, { cookies: signedIn })), 2)
  const bytes = own.reduce((sum, request) => sum + request.bytes, 0)
  console.log(`${here}: ${own.length} requests, ${bytes} bytes`)
  assert.ok(bytes < 64 * 1024, `${bytes} bytes`)
  assert.equal(scripts(await weigh(browser, `${base}/step/1`)), 1)
}

// A request that is refused or lost is an error in the browser's console, and meant here.
async function quietly(page, act) {
  const listeners = page.listeners('console')
  page.removeAllListeners('console')
  await act()
  listeners.forEach(listener => page.on('console', listener))
}

await withBrowser(browser => run({
  'with script, from the button to the sent report': () => withScript(browser),
  'a token that is refused is followed by the next': () => nextOfTheBatch(browser),
  'without network, step by step': () => withoutNetwork(browser),
  'another key is noticed': () => anotherKey(browser),
  'a key for one person is noticed': () => keyForOne(browser),
  'still signed in, nothing is sent': () => stillSignedIn(browser),
  'none of the tokens is taken': () => noneTaken(browser),
  'no tokens left in this session': () => noRation(browser),
  'without script the report goes as a plain one': () => withoutScript(browser),
  'the script is on every page of the door': () => weight(browser),
}))
