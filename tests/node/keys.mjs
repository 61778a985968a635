// No mouse: going through pages as people do who have only a keyboard. At every stop it is looked at whether they see
// where they are, and whether they are further down than before.
import assert from 'node:assert/strict'
import { next } from './kit.mjs'

/** More stops than any page has: whoever presses Tab so often is caught somewhere. */
const endless = 600

/** Presses Tab until this is focused, looking at every stop on the way. Only ever forwards, as the page is read. */
export async function reach(page, target) {
  const wanted = await target.elementHandle()
  const passed = []
  await arrive(page)
  for (let presses = 0; presses < endless; presses++) {
    const stop = await step(page, wanted)
    if (stop.there) return
    if (stop.end) break
    passed.push(stop.name)
  }
  assert.fail(`${page.url()}: Tab does not lead to ${target} from where it was; it led to\n${passed.join('\n')}`)
}

/** Reaches a link or a button and presses Enter, which leads to another page. */
export async function enter(page, target) {
  await reach(page, target)
  await next(page, () => page.keyboard.press('Enter'))
}

/** Follows the link with this name. */
export async function go(page, name) {
  await enter(page, page.getByRole('link', { name, exact: true }).first())
}

/** Presses the button with this name. */
export async function send(page, name) {
  await enter(page, page.getByRole('button', { name, exact: true }))
}

/** Writes into the fields with these labels, one after another, over what stands in them. */
export async function write(page, answers) {
  for (const [label, text] of Object.entries(answers)) {
    const field = page.getByLabel(label, { exact: true })
    await reach(page, field)
    if (await field.getAttribute('type') === 'date') await page.keyboard.type(keysOf(text))
    else {
      await page.keyboard.press('Control+a')
      await page.keyboard.type(text)
    }
    assert.equal(await field.inputValue(), text, `${label} on ${page.url()}`)
  }
}

// A browser's own date field asks for day and month in the order of its language: take days on which both are the same.
function keysOf(day) {
  const [year, month, date] = day.split('-')
  assert.equal(month, date, 'a day that reads the same in every language')
  return `${date}${month}${year}`
}

/** Chooses what this select says, with the arrow keys. */
export async function choose(page, label, option) {
  const select = typeof label === 'string' ? page.getByLabel(label, { exact: true }) : label
  await reach(page, select)
  await page.keyboard.press('Home')
  const said = () => select.evaluate(element => element.selectedOptions[0].label)
  for (let presses = 0; presses < endless && await said() !== option; presses++) await page.keyboard.press('ArrowDown')
  assert.equal(await said(), option, `${label} on ${page.url()}`)
}

/** Ticks a box with the space bar. */
export async function tick(page, box) {
  await reach(page, box)
  await page.keyboard.press('Space')
  assert.ok(await box.isChecked(), `${box} on ${page.url()} is not ticked by the space bar`)
}

/** Opens what is folded away behind these words. */
export async function unfold(page, words) {
  const summary = page.locator('summary', { hasText: words }).first()
  await reach(page, summary)
  await page.keyboard.press('Enter')
  assert.ok(await summary.evaluate(element => element.parentElement.open), `${words} on ${page.url()} stays folded`)
}

/**
 * Goes round the whole page with Tab: past the skip link first, then over everything that can be used, once each and
 * downwards, and out at the end; and one step back again.
 */
export async function round(page) {
  await page.reload()
  await arrive(page)
  assert.deepEqual(await page.evaluate(() => window.keys.misplaced()), [], `${page.url()} is not used in the order it is read in`)
  const missed = new Set(await page.evaluate(() => window.keys.usable()))
  const first = await step(page)
  assert.match(first.name, /Skip to main content/, `the first stop of ${page.url()}`)
  missed.delete(first.number)
  let last = first
  for (let presses = 0; ; presses++) {
    assert.ok(presses < endless, `Tab does not lead out of ${page.url()}`)
    const stop = await step(page)
    if (stop.end) break
    missed.delete(stop.number)
    last = stop
  }
  const names = await page.evaluate(numbers => numbers.map(number => window.keys.name(number)), [...missed])
  assert.deepEqual(names, [], `cannot be reached on ${page.url()}`)
  const back = async () => {
    await page.keyboard.press('Shift+Tab')
    return page.evaluate(() => window.keys.stop(false))
  }
  let stop = await back()
  if (stop.end) stop = await back()
  assert.equal(stop.number, last.number, `the way back into ${page.url()}`)
}

/** The skip link leads past the menu. */
export async function skips(page) {
  await reach(page, page.getByRole('link', { name: 'Skip to main content' }))
  await page.keyboard.press('Enter')
  await page.evaluate(() => window.keys.forget())
  await step(page)
  assert.ok(await page.evaluate(() => document.activeElement.closest('main')), `the skip link of ${page.url()} leads elsewhere`)
}

/** What scrolls sideways is reached with Tab and scrolled with the arrow keys. Says how many there were. */
export async function scrollsSideways(page) {
  await page.reload()
  const wide = await page.locator('.candour-scroll').evaluateAll(all =>
    all.map((element, place) => !element.closest('details:not([open])') && element.scrollWidth > element.clientWidth + 1 ? place : -1)
      .filter(place => place >= 0))
  for (const place of wide) {
    const region = page.locator('.candour-scroll').nth(place)
    await reach(page, region)
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(atRest, await region.elementHandle(), { polling: 100 })
  }
  return wide.length
}

// Scrolling is drawn out over many frames; a key pressed meanwhile would meet it half way.
function atRest(element) {
  const before = window.keys.scrolled
  window.keys.scrolled = element.scrollLeft
  return element.scrollLeft > 0 && element.scrollLeft === before
}

/** Presses Tab, and fails unless the stop it leads to can be seen and stands below the one before. */
async function step(page, wanted = null) {
  await page.keyboard.press('Tab')
  const stop = await page.evaluate(wanted => ({ ...window.keys.stop(true), there: document.activeElement === wanted }), wanted)
  assert.deepEqual(stop.wrong ?? [], [], `${stop.name} on ${page.url()} at ${page.viewportSize().width} px`)
  return stop
}

async function arrive(page) {
  if (!await page.evaluate(() => 'keys' in window)) await page.evaluate(watch)
}

// Runs in the page, before the first key: how everything looks while it is not focused is known from then.
function watch() {
  const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'
  const all = [...document.querySelectorAll(usable)]
  const idle = new Map(all.map(element => [element, look(element)]))
  let before = null
  let repeated = 0

  function look(element) {
    // GOV.UK draws boxes and radio buttons beside the input, which itself is invisible.
    const labels = [...element.labels ?? []].filter(label => label.htmlFor === element.id)
    const drawn = [[element], [element, '::before'], [element, '::after'],
      ...labels.flatMap(label => [[label, '::before'], [label, '::after']])]
    return drawn.map(([one, part]) => {
      const style = getComputedStyle(one, part)
      // A transparent outline only shows where the system sets the colours.
      const unseen = style.outlineStyle === 'none' || /, 0\)$|^transparent$/.test(style.outlineColor)
      const outline = unseen ? '' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`
      return [outline, style.boxShadow, style.backgroundColor, style.borderTopWidth, style.borderTopColor].join(' ')
    }).join(' | ')
  }

  function name(element) {
    const words = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText
    return `${element.localName} "${(words || element.name || '').trim().replace(/\s+/g, ' ').slice(0, 60)}"`
  }

  // Whether any of it can be seen in the window, and nothing else lies over that.
  function seen(element) {
    const boxes = [...element.getClientRects()].filter(box => box.width && box.height)
    return boxes.some(box => {
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
      if (left >= right || top >= bottom) return false
      return [0.1, 0.5, 0.9].some(part => {
        const above = document.elementFromPoint(left + (right - left) * part, (top + bottom) / 2)
        return element.contains(above) || [...element.labels ?? []].some(label => label.contains(above))
      })
    })
  }

  function stop(forwards) {
    const here = document.activeElement
    // Past the last stop a browser shows itself; without a window of its own it may begin again.
    const out = !here || here === document.body || here === document.documentElement
    if (out || forwards && before && here === all[0]) return { end: true, name: 'the end' }
    const wrong = []
    // A date field has stops inside: day, month, year and the calendar.
    repeated = here === before ? repeated + 1 : 0
    if (repeated > 5) wrong.push('Tab does not lead away')
    const after = !before || here === before || before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING
    if (forwards && !after) wrong.push(`comes after ${name(before)}, which stands further down`)
    if (look(here) === idle.get(here)) wrong.push('looks the same when it is focused')
    if (!seen(here)) wrong.push('cannot be seen when it is focused')
    before = here
    return { name: name(here), number: all.indexOf(here), wrong }
  }

  window.keys = {
    stop,
    name: number => name(all[number]),
    forget: () => { before = null },
    // Of radio buttons that belong together one is a stop.
    usable: () => all.filter(element => element.tabIndex >= 0 && !element.disabled && element.type !== 'radio'
      && element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })).map(element => all.indexOf(element)),
    misplaced: () => [...document.body.querySelectorAll('*')].filter(element => {
      const { order, flexDirection, display } = getComputedStyle(element)
      const turned = display.includes('flex') && flexDirection.endsWith('reverse')
      return element.tabIndex > 0 || order !== '0' || turned
    }).map(name),
  }
}
