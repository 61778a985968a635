// The pages of the engagement side as an inspector is handed them: on sheets of A4, in black and white.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { press, run, says, saysNot, staff, withBrowser } from './kit.mjs'
import { signIn, visitor } from './people.mjs'

/** A4 between margins of ten millimetres, CSS pixels. */
const sheet = { width: 718, height: 1032 }

/** What is of use on a screen alone. */
const ofScreens = [
  'nav', '.govuk-button', '.candour-textual', '.candour-choose', '.candour-options', '.moj-filter', '.govuk-skip-link',
  'input[type=file]', '.govuk-breadcrumbs', '.govuk-pagination', '.govuk-notification-banner', '.candour-idle', 'summary',
]

/** Each page to be handed on, and words that must be read on it. */
const pages = [
  ['/staff/calls', 'Who to call next', 'Everybody’s agencies.'],
  ['/staff/calls?mine=yes', 'Who to call next', 'Only agencies that Callum Birch owns.'],
  ['/staff/agencies', 'Agencies', 'No filter is set.'],
  ['/staff/agencies?tier=A&overdue=yes&q=house', 'Agencies', 'Only these: “house”; Tier A: every 3 months; Overdue.'],
  ['/staff/engagements', 'Engagements', /Page 1 of \d+ of this list\./],
  ['/staff/engagements?from=2020-01-01&to=2026-12-31', 'Engagements', 'Only these: From 1 January 2020; Up to 31 December 2026.'],
  ['/staff/engaged', 'Who has been engaged', 'No filter is set.'],
  ['/staff/follow-ups?who=all', 'All follow-ups', 'What to do'],
  ['/staff/calendar?who=all', 'Calendar', 'Wednesday'],
  ['/staff/calendar?who=all&view=list', 'Calendar', 'Calendar'],
  ['/staff/campaigns', 'Campaigns', 'sessions held'],
  ['/staff/materials', 'Materials', 'Handed out'],
  ['/staff/materials/words', 'Words of the leaflet and the poster', 'First paragraph'],
  ['/staff/districts', 'Districts', 'Districts'],
  ['/staff/batches', 'Imports, merges and bulk edits', 'Imports, merges and bulk edits'],
  ['/staff/coverage', 'Coverage', 'Counted: 12 months, all forces. By place and type: all types.'],
  ['/staff/coverage?group=DA-&months=24', 'Coverage', 'Counted: 24 months, all forces. By place and type: Domestic abuse.'],
]

/** As it would be printed. */
async function printed(page, path, who = 'Callum Birch') {
  await page.emulateMedia({ media: 'screen' })
  await page.goto(staff + path)
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format()
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize(sheet)
  for (const kind of ofScreens) {
    for (const found of await page.locator(kind).all()) assert.ok(!await found.isVisible(), `${kind} is printed of ${path}`)
  }
  await says(page, new RegExp(`Northmere Police.*, ${day}, \\d\\d:\\d\\d\\. Printed by ${who}\\.`))
  assert.deepEqual(await page.evaluate(cutOff, sheet.width), [], `cut off at the edge of the paper: ${path}`)
  assert.deepEqual(await page.evaluate(headless), [], `without a head on the second sheet: ${path}`)
  assert.deepEqual(await page.evaluate(addresses), [], `addresses among the words: ${path}`)
  await keep(page, path)
}

/** What stands beyond the edge of the paper. */
function cutOff(width) {
  const shown = element => element.checkVisibility() && !element.closest('.govuk-visually-hidden, svg')
  return [...document.body.querySelectorAll('*')].filter(shown)
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .map(element => `${element.localName}.${element.className} ${Math.round(element.getBoundingClientRect().right)}`)
}

/** Tables whose heads browsers would not repeat. */
function headless() {
  return [...document.querySelectorAll('main table')].filter(table => table.checkVisibility())
    .filter(table => !table.tHead || getComputedStyle(table.tHead).display !== 'table-header-group')
    .map(table => table.caption?.innerText)
}

/** What style sheets write behind links. */
function addresses() {
  return [...document.querySelectorAll('main a')].filter(link => link.checkVisibility())
    .map(link => getComputedStyle(link, '::after').content).filter(content => /http|\//.test(content))
}

/** Keeps the sheets to be looked at, when CANDOUR_SHOTS names a folder. */
async function keep(page, path) {
  const folder = process.env.CANDOUR_SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const name = path.slice(7).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'entry').replace(/\W+/g, '-')
  await page.pdf({ path: join(folder, `paper-${name}.pdf`), format: 'A4', preferCSSPageSize: true })
}

/** The address that the first link of this kind on a page leads to. */
async function first(page, list, link = 'main tbody a') {
  await page.emulateMedia({ media: 'screen' })
  await page.goto(staff + list)
  return page.locator(link).first().evaluate(element => element.pathname)
}

async function lists(page) {
  for (const [path, title, words] of pages) {
    await printed(page, path)
    assert.ok((await page.locator('h1').innerText()).startsWith(title), path)
    await says(page, words)
  }
  await printed(page, '/staff/coverage')
  for (const words of ['With a point of contact', 'People they may have told', 'Domestic abuse: helpline']) await says(page, words)
}

async function entries(page) {
  const agency = await first(page, '/staff/agencies?spoc=yes')
  await printed(page, agency)
  await says(page, 'About this agency')
  await saysNot(page, 'Change this entry')
  const contact = await first(page, agency, 'main a[href^="/staff/contacts/"]')
  await printed(page, contact)
  // The form in which they are changed is, on paper, what is written down of them.
  await says(page, 'Work email')
  assert.equal(await page.locator('main input:visible, main select:visible').count(), 0, contact)
  for (const list of ['/staff/engagements', '/staff/campaigns', '/staff/materials']) await printed(page, await first(page, list))
  const edition = await first(page, await first(page, '/staff/materials'), 'main a[href^="/staff/editions/"]')
  await printed(page, edition)
  assert.equal(await page.locator('main input:visible, main select:visible').count(), 0, edition)
}

/** What would become of a list, and what became of it. */
async function ofAList(page) {
  await page.emulateMedia({ media: 'screen' })
  await page.goto(`${staff}/staff/imports`)
  const list = ['Organisation;Type of service;Tel', 'Teasel Yard Refuge;Refuge;01632 960 379', 'Teasel Yard Advice;;not known', ''].join('\r\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'partners.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await press(page, 'Continue')
  await press(page, 'Check the rows')
  await done(page)
  await printed(page, new URL(page.url()).pathname)
  await says(page, 'Teasel Yard Refuge')
  await page.emulateMedia({ media: 'screen' })
  await press(page, 'Write to the register')
  await done(page)
  await printed(page, new URL(page.url()).pathname)
  await says(page, 'Teasel Yard Refuge')
}

/** Waits until the work on a list is done. */
async function done(page) {
  for (let tries = 0; tries < 60 && await page.locator('progress').count(); tries++) await page.reload()
  assert.equal(await page.locator('progress').count(), 0, `${page.url()} is not done`)
}

/** The call sheet has no column for what a screen alone can do, and its words are of one size. */
async function callSheet(page) {
  await printed(page, '/staff/calls')
  const heads = await page.locator('main th[scope=col]').evaluateAll(all => all.filter(one => one.checkVisibility()).map(one => one.innerText))
  assert.ok(heads.includes('Why') && !heads.includes('Do'), heads.join())
  const sizes = await page.locator('main td .candour-paper').evaluateAll(all =>
    all.map(one => [getComputedStyle(one).fontSize, getComputedStyle(one.closest('td')).fontSize]))
  assert.ok(sizes.length && sizes.every(([own, around]) => own === around), sizes.join(' '))
}

/** What others print says whose it is too, and each sheet of casework bears its marking. */
async function others(browser) {
  for (const [who, paths, marked] of [
    ['Tomas Reed', ['/staff', '/staff/help', '/staff/account'], false],
    ['Tomas Reed', ['/staff/cases'], true],
    ['Sana Whitlock', ['/staff', '/staff/audit', '/staff/coverage', '/staff/help'], false],
    ['Joel Harker', ['/staff', '/staff/mail', '/staff/helplines'], false],
  ]) {
    const page = await visitor(browser)
    await signIn(page, who)
    for (const path of paths) {
      await printed(page, path, who)
      assert.equal(await page.locator('.candour-marking').first().isVisible().catch(() => false), marked, path)
      const head = await page.locator('.candour-head').evaluate(element => getComputedStyle(element).display)
      assert.equal(head, 'table-header-group', `not at the head of every sheet: ${path}`)
    }
    await page.context().close()
  }
}

/** A gap is told by words, not by a colour that a printer leaves out. */
async function inBlackAndWhite(page) {
  await page.goto(`${staff}/staff/coverage`)
  for (const cell of await page.locator('.candour-heat').all()) {
    assert.match(await cell.innerText(), /^(None listed|\d+ of \d+)$/)
  }
  await page.goto(`${staff}/staff/agencies`)
  for (const tag of await page.locator('main .govuk-tag').all()) assert.match(await tag.innerText(), /\w/)
}

await withBrowser(async browser => {
  const page = await visitor(browser)
  await run({
    'signing in': () => signIn(page, 'Callum Birch'),
    'the call sheet': () => callSheet(page),
    'lists on paper': () => lists(page),
    'entries on paper': () => entries(page),
    'a list on paper': () => ofAList(page),
    'what others print': () => others(browser),
    'without colours': () => inBlackAndWhite(page),
  })
})
