// Every page for everybody: what it weighs, what it asks for, by keyboard alone, on paper; pages that say what is wrong.
import assert from 'node:assert/strict'
import { base, choose, fill, freshPage, heading, light, next, press, run, says, shot, staff, withBrowser } from './kit.mjs'
import { at, begin, look, onward, shortReport, sound, story, tell, visitor } from './people.mjs'

const informing = ['/signs', '/help', '/safety', '/privacy', '/cookies', '/accessibility', '/gone', '/reply']
const most = { requests: 3, bytes: 20 * 1024 }

/** Pages that need no visit, with and without script, closed and opened out. */
async function plain(browser, script) {
  const page = await visitor(browser, { script })
  const name = script ? 'page' : 'plain'
  for (const path of ['/', '/before', ...informing]) {
    await at(page, path)
    for (const summary of await page.locator('summary').all()) await summary.click()
    await look(page, `${name}-${path.slice(1) || 'start'}`)
  }
  assert.deepEqual(await page.context().cookies(base), [], 'no cookie before the first answer')
  await page.context().close()
}

/** Every question, as it comes to somebody who works for an agency. */
async function everyQuestion(browser) {
  const page = await visitor(browser, { script: false })
  await begin(page)
  await tell(page, ['story'])
  await choose(page, 'I work for an agency that supports people')
  await onward(page)
  for (let step = 1; step <= 18; step++) {
    const answer = await page.goto(`${base}/step/${step}`)
    if (step === 6) assert.equal(answer.status(), 404, 'one force: it is not asked which')
    await look(page, `step-${step}`)
  }
  await page.context().close()
}

/** What goes wrong is said calmly, on a page like the others. */
async function wrong(browser) {
  const page = await visitor(browser)
  for (const path of ['/nowhere', '/step/99', '/thread/files/nothing', '/staff/nowhere', '/staff/enrol/nothing']) {
    const answer = await page.goto(base + path)
    assert.ok(answer.status() === 404 || page.url().endsWith('/gone'), `${path}: ${answer.status()}`)
    await sound(page)
  }
  await at(page, '/nowhere')
  await look(page, 'missing')
  await page.goto(`${staff}/staff/enrol/nothing`)
  await look(page, 'staff-enrol-missing')
  await forged(page)
  await tooMany(page)
  await page.context().close()
}

/** A form from another visit is refused, and what was typed can be sent again. */
async function forged(page) {
  await at(page, '/step/1')
  await page.locator('input[name=token]').evaluate(input => { input.value = 'forged' })
  await fill(page, { 'Tell us what has happened or is worrying you': story })
  await press(page, 'Answer more questions')
  await heading(page, 'Please send that again')
  await look(page, 'expired')
  await says(page, 'You can copy it, or try again')
  assert.equal(await page.getByLabel('What you typed').inputValue(), story)
  await press(page, 'Try again')
  await heading(page, 'How do you know about this? (optional)')
}

/** Too many words are kept, and counted. */
async function tooMany(page) {
  await at(page, '/step/12')
  await fill(page, { 'Where did it happen? (optional)': 'word '.repeat(2_001) })
  await says(page, 'You have 1 word too many')
  await look(page, 'step-12-counted')
  await onward(page)
  await says(page, 'There is a problem')
  await look(page, 'step-12-wrong')
  assert.equal((await page.getByRole('textbox').inputValue()).trim().split(' ').length, 2_001)
}

/** What a cold visit costs. Pages inside the form are weighed with the visit's cookie. */
async function weighs(browser) {
  const page = await visitor(browser)
  await begin(page)
  await tell(page, ['story'])
  await choose(page, 'I work for an agency that supports people')
  await onward(page)
  await at(page, '/step/18')
  await choose(page, 'Yes, here, with seven secret words')
  await onward(page)
  const steps = Array.from({ length: 18 }, (_, step) => `/step/${step + 1}`).filter(path => path !== '/step/6')
  const cookies = await page.context().cookies(base)
  // Nothing is asked for once a page is there: waiting for that at every question would only take time.
  await weigh(browser, '/', cookies, 'networkidle')
  await weigh(browser, '/step/1', cookies, 'networkidle')
  for (const path of ['/before', ...informing]) await weigh(browser, path)
  for (const path of [...steps, '/check']) await weigh(browser, path, cookies)
  await at(page, '/check')
  await press(page, 'Send report')
  await weigh(browser, '/sent', cookies)
  await page.context().close()
  await mailbox(browser)
}

async function mailbox(browser) {
  const page = await visitor(browser)
  const { phrase } = await shortReport(page)
  await at(page, '/reply')
  await fill(page, { 'Your phrase': phrase })
  await onward(page)
  const cookies = await page.context().cookies(base)
  for (const path of ['/thread', '/thread/delete']) await weigh(browser, path, cookies)
  await page.context().close()
}

async function weigh(browser, path, cookies = [], until = 'load') {
  const { count, bytes } = await light(browser, base + path, { ...most, cookies, until })
  console.log(`${path.padEnd(16)} ${count} requests ${String(bytes).padStart(6)} bytes`)
}

/** A whole report with Tab, Shift+Tab, Enter, Space and arrows, and nothing else. */
async function byKeyboard(browser) {
  const page = await visitor(browser)
  await at(page, '/')
  await tabTo(page, 'Start now')
  // A link with the role of a button answers to Space as well.
  await goes(page, 'Space')
  await tabTo(page, 'Continue')
  await goes(page, 'Enter')
  await tabTo(page, 'Tell us what has happened or is worrying you')
  await page.keyboard.type(story)
  await tabTo(page, 'Answer more questions')
  await goes(page, 'Space')
  await tabTo(page, 'It is happening, or happened, to me')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  assert.ok(await page.getByLabel('It is about someone I know', { exact: true }).isChecked())
  await goes(page, 'Enter')
  await says(page, 'What do you know about the police person?')
  await ticksByKeyboard(page)
  await at(page, '/check')
  await tabTo(page, 'Send report')
  await goes(page, 'Enter')
  await heading(page, 'Report sent')
  await page.context().close()
}

async function ticksByKeyboard(page) {
  await at(page, '/step/10')
  await tabTo(page, 'Uses pet names or nicknames')
  await page.keyboard.press('Space')
  await tabTo(page, 'None of these, or I’m not sure', 'Shift+Tab')
  await page.keyboard.press('Space')
  assert.ok(!await page.getByLabel('Uses pet names or nicknames').isChecked(), 'none of these takes the others’ place')
  await tabTo(page, 'Continue')
  await goes(page, 'Enter')
  // Choosing again and sending nothing: an error is where the focus goes.
  await at(page, '/step/1')
  await tabTo(page, 'Tell us what has happened or is worrying you')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
  await tabTo(page, 'Send this now')
  await goes(page, 'Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.locator(':focus').getAttribute('id'), 'story', 'the error leads to its field')
  await page.keyboard.type(story)
  await tabTo(page, 'Answer more questions')
  await goes(page, 'Enter')
}

/** Tabs until what has this name is focused, and can be seen to be. */
async function tabTo(page, name, key = 'Tab') {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key)
    const focused = page.locator(':focus')
    if (await focused.count() && await nameOf(focused) === name) return shows(page, focused, name)
  }
  assert.fail(`Tab does not reach "${name}" on ${page.url()}`)
}

async function nameOf(focused) {
  return focused.evaluate(element => (element.labels?.[0] ?? element).innerText.trim())
}

/** The focus can be seen (WCAG 2.4.7): something about the element or its label changes when it leaves. */
async function shows(page, focused, name) {
  const style = () => focused.evaluate(element => [element, element.labels?.[0]].filter(Boolean).flatMap(shown =>
    ['', '::before'].map(part => { const css = getComputedStyle(shown, part); return `${css.outline} ${css.boxShadow} ${css.backgroundColor} ${css.borderColor}` })).join())
  const handle = await focused.elementHandle()
  const on = await style()
  const off = await handle.evaluate(element => {
    element.blur()
    const css = [element, element.labels?.[0]].filter(Boolean).flatMap(shown =>
      ['', '::before'].map(part => { const css = getComputedStyle(shown, part); return `${css.outline} ${css.boxShadow} ${css.backgroundColor} ${css.borderColor}` })).join()
    element.focus()
    return css
  })
  assert.notEqual(on, off, `nothing shows that "${name}" has the focus`)
}

async function goes(page, key) {
  await next(page, () => page.keyboard.press(key))
}

/** On paper: the words, and none of what only a screen needs. */
async function printed(browser) {
  const page = await visitor(browser)
  await shortReport(page)
  await page.emulateMedia({ media: 'print' })
  for (const element of ['.govuk-exit-this-page', '.govuk-skip-link', '.govuk-footer', '.candour-timeout', '.govuk-button', 'nav']) {
    for (const found of await page.locator(element).all()) assert.ok(!await found.isVisible(), `${element} is printed`)
  }
  await says(page, 'Report sent')
  await shot(page, 'sent-printed')
  await page.context().close()
}

/** Text twice as large, as in a browser's settings: nothing is cut off or runs out of the window. */
async function large(browser) {
  const page = await freshPage(browser, { viewport: { width: 640, height: 800 } })
  await page.addInitScript(() => addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' }))
  for (const path of ['/', '/before', '/step/1', '/help', '/cookies', '/reply']) {
    await at(page, path)
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    assert.ok(content <= window, `${path} is ${content} px wide in ${window}`)
  }
  await shot(page, 'large-reply')
  await page.context().close()
}

await withBrowser(browser => run({
  'pages that inform, with script': () => plain(browser, true),
  'pages that inform, without script': () => plain(browser, false),
  'every question, without script': () => everyQuestion(browser),
  'pages that say what is wrong': () => wrong(browser),
  'every page is light': () => weighs(browser),
  'by keyboard alone': () => byKeyboard(browser),
  'on paper': () => printed(browser),
  'with large text': () => large(browser),
}))
