// What every browser test needs: Chromium with and without script, axe, request counting, pictures, and finding
// fields and buttons as people do: by what they are called.
//
// Environment: BASE_URL, STAFF_URL (addresses of a running server), CANDOUR_SHOTS (a folder for pictures; optional),
// CANDOUR_FACTS (JSON for the script; optional), CANDOUR_HELD (set by the test: end when standard input ends).
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

export const base = process.env.BASE_URL
export const staff = process.env.STAFF_URL
export const facts = JSON.parse(process.env.CANDOUR_FACTS ?? '{}')
export const phone = { width: 320, height: 640 }
export const desktop = { width: 1280, height: 900 }

if (process.env.CANDOUR_HELD) process.stdin.on('end', () => process.exit(1)).resume()
setTimeout(() => {
  console.error('the script took longer than ten minutes')
  process.exit(1)
}, 600_000).unref()

/** Starts Chromium, hands it to `work`, and closes it whatever happens. */
export async function withBrowser(work) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: flags })
  try {
    await work(browser)
  } finally {
    await browser.close()
  }
}

/**
 * A fresh page of its own context: `{ script: true, viewport: desktop, trustAnyCertificate: false }`. With `broken`, the
 * server may say that something is wrong on its side.
 */
export async function freshPage(browser, { script = true, viewport = desktop, trustAnyCertificate = false, broken = false } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: script, viewport, locale: 'en-GB', timezoneId: 'Europe/London',
    ignoreHTTPSErrors: trustAnyCertificate,
  })
  context.setDefaultTimeout(15_000)
  if (!script) scriptless.add(context)
  const page = await context.newPage()
  page.on('pageerror', error => fail(`script error on ${page.url()}: ${error.message}`))
  page.on('console', message => {
    // A page that says what is wrong comes with a 4xx status, and tests look at what it says.
    const wrong = broken ? /the server responded with a status of [45]/ : /the server responded with a status of 4/
    const answer = wrong.test(message.text()) && message.location().url === page.url()
    if (message.type() === 'error' && !answer) fail(`console error on ${page.url()}: ${message.text()}`)
  })
  return page
}

const scriptless = new WeakSet()

// Recorded rather than thrown: an event listener's exception would be lost.
const faults = []
function fail(text) {
  faults.push(text)
}

/** Runs named steps in order, tells each one's time, and ends the process with 1 at the first that fails. */
export async function run(steps) {
  for (const [name, step] of Object.entries(steps)) {
    const start = performance.now()
    try {
      await step()
      assert.deepEqual(faults, [], 'the browser reported errors')
    } catch (error) {
      console.error(`FAILED ${name}\n${error.stack}`)
      process.exit(1)
    }
    console.log(`passed ${name} (${Math.round(performance.now() - start)} ms)`)
  }
  process.exit(0)
}

/** Fails with every WCAG 2.2 A and AA violation that axe finds on the page as it is now. */
export async function axe(page) {
  if (scriptless.has(page.context())) return axe(await copyOf(page))
  // Evaluated, not added as a script element: the content security policy refuses those, as it should.
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource)
  const options = { runOnly: wcag, resultTypes: ['violations'] }
  const result = await page.evaluate(options => window.axe.run(document, options), options)
  const found = result.violations.map(violation =>
    `${violation.id}: ${violation.help}\n` + violation.nodes.map(node => `    ${node.target}: ${node.html}`).join('\n'))
  assert.equal(found.length, 0, `axe on ${page.url()} at ${page.viewportSize().width} px:\n${found.join('\n')}`)
}

// Without script a page's promises never settle, and axe works with promises. So it looks at a copy: the same elements
// and styles in a context that may run axe but, by its policy, none of the page's own scripts.
async function copyOf(page) {
  const html = (await page.content()).replace(/<(\/?)noscript\b/g, '<$1div')
  const browser = page.context().browser()
  if (!copies.has(browser)) copies.set(browser, await newCopy(browser))
  const copy = copies.get(browser)
  copy.html = html
  await copy.page.setViewportSize(page.viewportSize())
  await copy.page.goto(page.url())
  return copy.page
}

const copies = new WeakMap()

async function newCopy(browser) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const copy = { page: await context.newPage(), html: '' }
  const policy = { 'content-security-policy': "script-src 'none'", 'cache-control': 'no-store' }
  await copy.page.route('**/*', route => route.request().isNavigationRequest()
    ? route.fulfill({ contentType: 'text/html; charset=utf-8', headers: policy, body: copy.html })
    : route.continue())
  return copy
}

/** Fails when the page is wider than the window, so that a reader would have to scroll sideways. */
export async function fitsWidth(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok(content <= window, `${page.url()} is ${content} px wide in a window of ${window} px`)
}

/** axe and width, at the page's own size and at 320 px; `each` is handed the page and its width at each size. */
export async function accessible(page, each = () => {}) {
  const looked = scriptless.has(page.context()) ? await copyOf(page) : page
  const before = page.viewportSize()
  for (const size of [before, phone]) {
    await looked.setViewportSize(size)
    await axe(looked)
    await fitsWidth(looked)
    await each(looked, size.width)
  }
  await looked.setViewportSize(before)
}

/** Writes a full-page picture `name.png` when CANDOUR_SHOTS names a folder. */
export async function shot(page, name) {
  const folder = process.env.CANDOUR_SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

/**
 * Loads `url` in an empty cache and returns each request as `{ url, type, status, bytes }`, bytes as received on the wire
 * (headers and compressed body). Fails when a request goes to any other host.
 */
export async function weigh(browser, url, options = {}) {
  const page = await freshPage(browser, options)
  await page.context().addCookies(options.cookies ?? [])
  const requests = await recorded(page, () => page.goto(url, { waitUntil: options.until ?? 'networkidle' }))
  await page.context().close()
  const hosts = [...new Set(requests.map(request => new URL(request.url).host))]
  assert.deepEqual(hosts, [new URL(url).host], `${url} makes requests elsewhere`)
  return requests
}

// The DevTools protocol, because it alone tells the bytes as they were on the wire.
async function recorded(page, load) {
  const tools = await page.context().newCDPSession(page)
  const requests = new Map()
  tools.on('Network.requestWillBeSent', event => {
    const known = requests.get(event.requestId)
    const before = known && event.redirectResponse ? known : undefined
    if (before) requests.set(`${event.requestId} ${requests.size}`, { ...before, bytes: event.redirectResponse.encodedDataLength })
    requests.set(event.requestId, { url: event.request.url, type: event.type, status: 0, bytes: 0 })
  })
  tools.on('Network.responseReceived', event => { requests.get(event.requestId).status = event.response.status })
  tools.on('Network.loadingFinished', event => { requests.get(event.requestId).bytes = event.encodedDataLength })
  await tools.send('Network.enable')
  await tools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await load()
  await tools.detach()
  return [...requests.values()].filter(request => !request.url.startsWith('data:'))
}

/** Fails when a cold load of `url` takes more requests or more bytes than allowed; returns `{ count, bytes }`. */
export async function light(browser, url, { requests: most = 3, bytes: heaviest = 20 * 1024, ...options } = {}) {
  const requests = await weigh(browser, url, options)
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0)
  const list = requests.map(request => `  ${request.status} ${request.type} ${request.bytes} B ${request.url}`).join('\n')
  assert.ok(requests.length <= most, `${url}: ${requests.length} requests, at most ${most}\n${list}`)
  assert.ok(bytes <= heaviest, `${url}: ${bytes} bytes, at most ${heaviest}\n${list}`)
  return { count: requests.length, bytes }
}

/** The one field with this label (text box, text area, select or date part). */
export function field(page, label) {
  return page.getByLabel(label, { exact: true })
}

/** Fills fields by label: strings are typed, `true` and `false` tick and untick. */
export async function fill(page, answers) {
  for (const [label, value] of Object.entries(answers)) {
    if (typeof value === 'boolean') await field(page, label).setChecked(value)
    else await field(page, label).fill(value)
  }
}

/** Chooses radio buttons or ticks checkboxes by their labels. */
export async function choose(page, ...labels) {
  for (const label of labels) await field(page, label).check()
}

/** Chooses an option of a select by what it says. */
export async function pick(page, label, option) {
  await field(page, label).selectOption({ label: option })
}

/** Hands files to a file field: paths, or `{ name, mimeType, buffer }`. */
export async function attach(page, label, files) {
  await field(page, label).setInputFiles(files)
}

/** Presses the button with this name and waits for the next page. */
export async function press(page, name) {
  await next(page, () => page.getByRole('button', { name, exact: true }).click())
}

/** Follows the link with this name and waits for the next page. */
export async function follow(page, name) {
  await next(page, () => page.getByRole('link', { name, exact: true }).click())
}

/** Does something that leads to another page and waits until that one is there. */
export async function next(page, act) {
  // The load event, not the navigation: a change of the browser's process can break that off and begin it again.
  await Promise.all([page.waitForEvent('load'), act()])
}

/** Fills fields by label, then presses Continue. */
export async function continueWith(page, answers = {}, button = 'Continue') {
  await fill(page, answers)
  await press(page, button)
}

/** Fails unless the page's first heading says this. */
export async function heading(page, text) {
  assert.equal((await page.locator('h1').first().innerText()).trim(), text, `heading of ${page.url()}`)
}

/** Fails unless this text, or what this pattern describes, can be read on the page. */
export async function says(page, text) {
  const all = await page.locator('body').innerText()
  assert.ok(text instanceof RegExp ? text.test(all) : all.includes(text), `${page.url()} does not say "${text}":\n${all}`)
}

/** Fails when this text can be read on the page. */
export async function saysNot(page, text) {
  const all = await page.locator('body').innerText()
  assert.ok(!all.includes(text), `${page.url()} says "${text}"`)
}

/** Fails unless nothing is kept in the browser: no local or session storage, no databases, no caches. */
export async function keepsNothing(page) {
  // Only script can keep anything there.
  if (scriptless.has(page.context())) return
  const kept = await page.evaluate(async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, 'caches' in window ? (await caches.keys()).length : 0,
  ])
  assert.deepEqual(kept, [0, 0, 0, 0], `${page.url()} keeps something in the browser`)
}
