// The engagement officer without a mouse: from signing in to the register, a briefing, a list imported, a call put off.
import assert from 'node:assert/strict'
import { desktop, next, phone, run, says, staff, withBrowser } from './kit.mjs'
import { choose, enter, go, reach, round, scrollsSideways, send, skips, tick, unfold, write } from './keys.mjs'
import { account, oneTimeCode, signIn, visitor } from './people.mjs'

const name = 'Sorrel Lane Women’s Aid'

/** Pages of the engagement side, and those of the same kind that have an entry of their own. */
const lists = [
  '/staff', '/staff/help', '/staff/calls', '/staff/agencies', '/staff/agencies?tier=A&overdue=yes', '/staff/agencies?sort=met&direction=descending', '/staff/agencies/new', '/staff/districts',
  '/staff/batches', '/staff/imports', '/staff/engagements', '/staff/engagements?from=2020-01-01', '/staff/engagements/new',
  '/staff/engaged', '/staff/follow-ups?who=all', '/staff/calendar', '/staff/calendar?view=list', '/staff/campaigns',
  '/staff/campaigns/new', '/staff/materials', '/staff/materials/new', '/staff/materials/words', '/staff/coverage',
  '/staff/coverage?group=DA-&months=24',
]

const menu = (page, place) =>
  page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: place, exact: true })

async function entersBy(page, person) {
  await page.goto(`${staff}/staff/sign-in`)
  await write(page, { 'Work email': person.email, Password: person.password, 'One-time code': oneTimeCode(person) })
  await send(page, 'Sign in')
  await says(page, `Welcome, ${person.name}`)
}

/** Adds an agency, finds it again by the filter and by a part of its name, and changes it. */
async function keepsTheRegister(page) {
  await enter(page, menu(page, 'Agencies'))
  await skips(page)
  await page.reload()
  await enter(page, page.getByRole('button', { name: 'Add an agency' }))
  await write(page, { Name: name })
  await tick(page, page.getByLabel('Domestic abuse: helpline', { exact: true }))
  await tick(page, page.getByLabel('Eastfold', { exact: true }))
  await write(page, { 'Next review': '2027-03-03' })
  await send(page, 'Add agency')
  await says(page, 'It is on the register')

  await enter(page, menu(page, 'Agencies'))
  await unfold(page, 'Filter')
  await choose(page, 'Type', 'Domestic abuse: helpline')
  await choose(page, 'Where', 'Eastfold')
  await send(page, 'Apply filters')
  await says(page, name)
  await enter(page, page.locator('.moj-filter__tag', { hasText: 'Eastfold' }))
  await write(page, { Search: 'sorrel lane' })
  await send(page, 'Search')
  await says(page, name)
  await tick(page, page.getByRole('checkbox', { name: `Choose ${name}` }))
  await unfold(page, 'Change all chosen agencies')
  await choose(page, page.locator('select#tier'), 'B: every 6 months')
  await send(page, 'Change chosen agencies')
  await says(page, 'Bulk edit: 1 agencies')
  await go(page, name)

  await go(page, 'Change this entry')
  await write(page, { 'Public phone': '01632 960 377' })
  await send(page, 'Save')
  await says(page, 'Your changes are saved')
  await go(page, 'Add a contact')
  await write(page, { Name: 'Maud Ferrier' })
  await choose(page, 'Single point of contact', 'Single point of contact')
  await write(page, { 'Work email': 'maud@sorrel.example', 'Trained on': '2026-05-05' })
  await send(page, 'Add contact')
  await says(page, 'Maud Ferrier')
}

/** A briefing of three agencies, every field of it. */
async function logs(page) {
  await enter(page, menu(page, 'Engagements'))
  // A link that looks like a button.
  await enter(page, page.getByRole('button', { name: 'Log an engagement' }))
  await choose(page, 'What was done', 'Briefing')
  await write(page, { 'Find other agencies': 'house' })
  await next(page, () => page.keyboard.press('Enter'))
  const boxes = page.getByRole('checkbox')
  await choose(page, 'What was done', 'Briefing')
  for (const place of [0, 1, 2]) await tick(page, boxes.nth(place))
  await send(page, 'Continue')
  await write(page, { Day: '2026-10-10', Minutes: '45' })
  await choose(page, 'Led by', 'Callum Birch')
  await write(page, { Place: 'The library' })
  await tick(page, page.getByLabel('Online', { exact: true }))
  await write(page, { 'People reached directly': '12', 'People they may tell in turn': '30' })
  await tick(page, page.getByLabel('Warning signs', { exact: true }))
  await write(page, { 'Questions and worries raised': 'How long an answer takes.', 'Next contact on': '2027-04-04' })
  await choose(page, 'Part of the campaign', 'Thirteen road shows')
  const material = page.getByLabel('Material 1', { exact: true })
  await choose(page, material, await material.evaluate(select => select.options[1].label))
  await write(page, { 'How many of material 1': '20', 'What to do (1)': 'Send the slides' })
  await choose(page, 'Who does it (1)', 'Callum Birch')
  await write(page, { 'By when (1)': '2027-02-02' })
  await send(page, 'Log engagement')
  await says(page, 'The engagement is in the ledger')
  await says(page, 'How long an answer takes.')
}

/** A list is imported: the window that asks for the file opens by a key, too. */
async function readsIn(page) {
  const list = ['Organisation;Type of service;Tel', 'Fennel Row Refuge;Refuge;01632 960 378', 'Fennel Row Advice;Debt or advice;', ''].join('\r\n')
  // Waited for from now on: asking the browser to hand the window over takes a while.
  const opened = page.waitForEvent('filechooser', { timeout: 60_000 })
  await enter(page, menu(page, 'Agencies'))
  await go(page, 'Import a list')
  await reach(page, page.locator('input[type=file]'))
  await page.keyboard.press('Enter')
  const chooser = await opened
  await chooser.setFiles({ name: 'partners.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await send(page, 'Continue')
  await says(page, 'What does each column hold?')
  await send(page, 'Check the rows')
  await done(page)
  await says(page, 'Fennel Row Refuge')
  await send(page, 'Write to the register')
  await done(page)
  await says(page, 'Fennel Row Refuge')
}

/** Waits until the work on a list is done. */
async function done(page) {
  for (let tries = 0; tries < 60 && await page.locator('progress').count(); tries++) await page.reload()
  assert.equal(await page.locator('progress').count(), 0, `${page.url()} is not done`)
}

async function putsOff(page) {
  await enter(page, menu(page, 'Who to call'))
  await enter(page, page.getByRole('link', { name: /^Not now/ }).first())
  await write(page, { 'Suggest again on': '2027-01-01', Why: 'Their office is moving.' })
  await send(page, 'Leave out until then')
  await says(page, 'Left out for now')
  await enter(page, page.getByRole('button', { name: /^Suggest again/ }).first())
}

/** From a number of the coverage to the agencies behind it. */
async function looksBehind(page) {
  await enter(page, menu(page, 'Coverage'))
  await choose(page, 'Time', '24 months')
  await send(page, 'Show')
  const cell = page.locator('.candour-heat a').first()
  const [, active] = (await cell.innerText()).match(/of (\d+)/)
  await enter(page, cell)
  await says(page, 'Clear filters')
  assert.ok(Number(active) > 0 && await page.locator('main tbody tr').count() > 0, page.url())
}

/** Pages with an entry of their own, as the lists lead to them. */
async function entries(page) {
  const found = []
  const first = async (list, link) => {
    await page.goto(staff + list)
    found.push(await page.locator(link).first().evaluate(element => element.pathname))
    return found.at(-1)
  }
  const agency = await first('/staff/agencies?spoc=yes', 'main tbody a')
  await first(agency, 'main a[href^="/staff/contacts/"]')
  const engagement = await first('/staff/engagements', 'main tbody a')
  const campaign = await first('/staff/campaigns', 'main tbody a')
  const material = await first('/staff/materials', 'main tbody a')
  await first(material, 'main a[href^="/staff/editions/"]')
  await first('/staff/batches', 'main tbody a')
  await first('/staff/calls', 'main a[href*="/snooze"]')
  return [...found, `${agency}/edit`, `${agency}/contacts/new`, `${engagement}/edit`, `${campaign}/targets`, `${campaign}/edit`]
}

/** Every page from its first stop to its last; on a narrow screen as far as its last table. */
async function everyStop(page, paths) {
  let scrolled = 0
  for (const path of paths) {
    await page.goto(staff + path)
    await round(page)
    await page.setViewportSize(phone)
    scrolled += await scrollsSideways(page)
    await page.setViewportSize(desktop)
  }
  return scrolled
}

async function walk(browser) {
  const page = await visitor(browser)
  await entersBy(page, account('Callum Birch'))
  await keepsTheRegister(page)
  await logs(page)
  await readsIn(page)
  await putsOff(page)
  await looksBehind(page)
  const scrolled = await everyStop(page, [...lists, ...await entries(page)])
  assert.ok(scrolled > 5, 'tables are wider than a phone')
  await page.context().close()
}

/** Everybody else's menu, and the pages it leads to that nobody has gone round yet. */
async function others(browser) {
  const seen = new Set(lists)
  for (const person of ['Ada Marsh', 'Imogen Vale', 'Noor Aspinall', 'Lena Firth', 'Sana Whitlock', 'Joel Harker']) {
    const page = await visitor(browser)
    await signIn(page, person)
    const places = await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').evaluateAll(all => all.map(one => one.pathname))
    for (const place of ['/staff', ...places.filter(place => !seen.has(place))]) {
      await page.goto(staff + place)
      await round(page)
      seen.add(place)
    }
    await page.context().close()
  }
}

await withBrowser(browser => run({
  'without a mouse': () => walk(browser),
  'everybody’s menu, without a mouse': () => others(browser),
}))
