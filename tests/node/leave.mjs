// Leaving: Exit this page in every way there is, what it leaves behind, and the end of an idle visit.
import assert from 'node:assert/strict'
import { base, choose, heading, run, says, withBrowser } from './kit.mjs'
import {
  at, begin, comeBack, exit, exitButton, hold, look, neutralSite, onward, shortReport, story, tell, visitor, word,
} from './people.mjs'

const minute = 60_000

/** Somebody in the middle of a report, on the second question. */
async function writing(browser, { script = true, clock = false } = {}) {
  const page = await visitor(browser, { script })
  if (clock) await page.clock.install()
  await begin(page)
  await tell(page, ['story'])
  return page
}

/** The cookie that holds the visit now. */
async function cookie(page) {
  const [only, ...others] = await page.context().cookies(base)
  assert.ok(only && !others.length, 'one cookie')
  assert.ok(only.httpOnly && only.sameSite === 'Strict' && only.expires === -1, JSON.stringify(only))
  return only
}

/** On the neutral site, with nothing left: no cookie, no row behind it, nothing to see one step back. */
async function isGone(page, browser, held) {
  await page.waitForURL(neutralSite)
  await heading(page, 'Sunny')
  await waitFor(async () => !(await page.context().cookies(base)).length, 'the cookie is still there')
  const thief = await visitor(browser)
  await thief.context().addCookies([held])
  await waitFor(async () => {
    await at(thief, '/check')
    return thief.url().endsWith('/gone')
  }, 'the answers are still there')
  await thief.context().close()
  await page.goBack()
  assert.ok(!(await page.content()).includes(word), 'Back shows the story')
  // Behind the first page of a form nothing is there any more; that one anybody may see, empty.
  const path = new URL(page.url()).pathname
  const empty = ['/step/1', '/reply'].includes(path) && await page.getByRole('textbox').inputValue() === ''
  assert.ok(empty || path === '/gone', `Back leads to ${path}`)
  await page.context().close()
}

// The beacon is on its way while the browser is already elsewhere.
async function waitFor(done, otherwise) {
  const end = Date.now() + 10_000
  while (!await done()) {
    assert.ok(Date.now() < end, otherwise)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

async function byButton(browser) {
  const page = await writing(browser)
  const held = await cookie(page)
  const length = await page.evaluate(() => history.length)
  await exit(page)
  assert.equal(await page.evaluate(() => history.length), length, 'the neutral site takes the page’s place')
  await isGone(page, browser, held)
}

/** The link stands right after the skip link, and shows itself when the keyboard reaches it. */
async function byHiddenLink(browser, script) {
  const page = await writing(browser, { script })
  const held = await cookie(page)
  await page.keyboard.press('Tab')
  await focused(page, 'Skip to main content')
  await page.keyboard.press('Tab')
  await focused(page, 'Exit this page')
  const box = await page.locator(':focus').boundingBox()
  assert.ok(box.width > 100 && box.height > 20, 'it can be seen when focused')
  await page.keyboard.press('Enter')
  await isGone(page, browser, held)
}

async function focused(page, text) {
  assert.equal((await page.locator(':focus').innerText()).trim(), text)
}

function shift(page) {
  return page.keyboard.press('Shift')
}

function status(page) {
  return page.locator('.govuk-exit-this-page [role=status]')
}

/** How many of the three dots are filled. */
function dots(page) {
  return page.locator('.govuk-exit-this-page__indicator-light--on').count()
}

async function byShift(browser) {
  const page = await writing(browser)
  const held = await cookie(page)
  await shift(page)
  assert.equal(await status(page).innerText(), 'Shift, press 2 more times to exit.')
  assert.equal(await dots(page), 1)
  assert.equal(await page.locator('.govuk-exit-this-page__indicator').getAttribute('aria-hidden'), 'true')
  await look(page, 'exit-one-shift')
  await shift(page)
  assert.equal(await status(page).innerText(), 'Shift, press 1 more time to exit.')
  assert.equal(await dots(page), 2)
  await shift(page)
  await isGone(page, browser, held)
}

// From now on the page's time moves only when a test moves it.
async function stopped(page) {
  await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 10_000)
}

// axe waits for timers of the page.
async function lookStopped(page, name) {
  await page.clock.resume()
  await look(page, name)
  await stopped(page)
}

/** Capital letters and other keys do not count, and begin the count again. */
async function byShiftOnlyWhenMeant(browser) {
  const page = await writing(browser)
  await at(page, '/step/1')
  await page.getByRole('textbox').focus()
  for (let times = 0; times < 4; times++) await page.keyboard.press('Shift+A')
  assert.equal(await dots(page), 0)
  await shift(page)
  await shift(page)
  await page.keyboard.press('b')
  assert.equal(await dots(page), 0, 'another key begins again')
  await shift(page)
  assert.equal(await status(page).innerText(), 'Shift, press 2 more times to exit.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  assert.ok(page.url().startsWith(base), 'Escape does not leave')
  assert.ok((await page.getByRole('textbox').inputValue()).includes('AAAA'))
  await page.context().close()
}

async function shiftExpires(browser) {
  const page = await writing(browser, { clock: true })
  await stopped(page)
  await shift(page)
  await page.clock.runFor(4_900)
  await shift(page)
  assert.equal(await dots(page), 2, 'each press starts the time again')
  await page.clock.runFor(4_900)
  assert.equal(await dots(page), 2)
  await page.clock.runFor(200)
  assert.equal(await status(page).innerText(), 'Exit this page expired.')
  assert.equal(await dots(page), 0)
  await lookStopped(page, 'exit-expired')
  await page.clock.runFor(5_100)
  assert.equal(await status(page).innerText(), '')
  await shift(page)
  await shift(page)
  assert.ok(page.url().startsWith(base))
  await shift(page)
  await page.waitForURL(neutralSite)
  await page.context().close()
}

/** Without script the link goes to our own address, which wipes the visit and sends the browser on. */
async function withoutScript(browser) {
  const page = await writing(browser, { script: false })
  const held = await cookie(page)
  const answer = page.waitForResponse(response => response.url() === `${base}/leave`)
  await exit(page)
  const headers = await (await answer).allHeaders()
  assert.equal((await answer).status(), 303)
  assert.equal(headers.location, neutralSite)
  assert.equal(headers['clear-site-data'], '"cookies", "storage"')
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['referrer-policy'], 'no-referrer')
  await isGone(page, browser, held)
}

/** The page blanks at once, however slow the neutral site is. The page itself tells: nobody can ask one that leaves. */
async function atOnce(browser) {
  const page = await writing(browser)
  const arrive = hold(page)
  let blank
  const blanked = new Promise(resolve => { blank = resolve })
  await page.exposeFunction('tellTest', blank)
  await page.evaluate(() => new MutationObserver(() => {
    const overlay = document.querySelector('.govuk-exit-this-page-overlay')
    const { x, y, width, height } = overlay.getBoundingClientRect()
    const readable = [...document.body.children].filter(child => child !== overlay && getComputedStyle(child).display !== 'none')
    window.tellTest({ role: overlay.getAttribute('role'), text: overlay.innerText, box: [x, y, width, height], readable: readable.length })
  }).observe(document.body, { childList: true }))
  await exitButton(page).click({ noWaitAfter: true })
  const { width, height } = page.viewportSize()
  assert.deepEqual(await blanked, { role: 'alert', text: 'Loading.', box: [0, 0, width, height], readable: 0 })
  arrive()
  await page.waitForURL(neutralSite)
  await page.context().close()
}

/** After sending, with the seven words on the page, and in the mailbox, leaving is the same. */
async function fromEverywhere(browser) {
  const page = await visitor(browser)
  const sent = await shortReport(page)
  const receipt = await cookie(page)
  await exit(page)
  await isGone(page, browser, receipt)
  const later = await visitor(browser)
  await comeBack(later, sent.phrase)
  await says(later, story)
  const mailbox = await cookie(later)
  await exit(later)
  await isGone(later, browser, mailbox)
}

async function warnedAndStays(browser) {
  const page = await writing(browser, { clock: true })
  await stopped(page)
  const warning = page.getByRole('alert').filter({ hasText: 'this page will close' })
  await page.clock.runFor(24 * minute)
  assert.equal(await warning.count(), 0, 'no warning before its time')
  await page.clock.runFor(minute + 1_000)
  await says(page, 'For your safety this page will close in 5 minutes')
  await lookStopped(page, 'time-warning')
  await page.clock.runFor(minute)
  await says(page, /will close in [34] minutes/)
  const stayed = page.waitForResponse(response => response.url() === `${base}/stay`)
  await page.getByRole('button', { name: 'Stay on this page' }).click()
  assert.equal((await stayed).status(), 204)
  await waitFor(async () => !await warning.isVisible(), 'the warning stays')
  await page.clock.runFor(24 * minute)
  assert.equal(await warning.isVisible(), false)
  await choose(page, 'I saw or heard it')
  await onward(page)
  await heading(page, 'What do you know about the police person?')
  await page.context().close()
}

async function idlesOut(browser) {
  const page = await writing(browser, { clock: true })
  await stopped(page)
  await page.clock.runFor(29 * minute)
  await says(page, 'will close in 1 minute.')
  await page.clock.runFor(minute + 2_000)
  await page.waitForURL('**/gone')
  await heading(page, 'We have wiped what you typed')
  await page.context().close()
}

/** Every page has it, from the very first. */
async function whereItStands(browser) {
  const page = await visitor(browser)
  for (const path of ['/', '/before', '/step/1', '/signs', '/help', '/safety', '/privacy', '/cookies', '/accessibility', '/gone', '/reply', '/nowhere']) {
    await at(page, path)
    assert.equal(await exitButton(page).count(), 1, path)
    const links = await page.locator('body > a').evaluateAll(all => all.map(link => link.innerText.trim()))
    assert.deepEqual(links, ['Skip to main content', 'Exit this page'], path)
  }
  await page.context().close()
}

await withBrowser(browser => run({
  'Exit this page stands on every page': () => whereItStands(browser),
  'by button': () => byButton(browser),
  'by hidden link, with script': () => byHiddenLink(browser, true),
  'by hidden link, without script': () => byHiddenLink(browser, false),
  'by Shift three times': () => byShift(browser),
  'not by Shift with other keys': () => byShiftOnlyWhenMeant(browser),
  'Shift expires after five seconds': () => shiftExpires(browser),
  'without script, in two steps': () => withoutScript(browser),
  'the page blanks at once': () => atOnce(browser),
  'from the receipt and from the mailbox': () => fromEverywhere(browser),
  'five minutes before the end there is a warning, and one can stay': () => warnedAndStays(browser),
  'at the end everything is gone': () => idlesOut(browser),
}))
