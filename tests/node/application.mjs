// An agency applies to be registered; the engagement officer checks, approves one and refuses another.
import assert from 'node:assert/strict'
import { base, choose, fill, follow, heading, next, press, run, says, saysNot, staff, withBrowser } from './kit.mjs'
import { at, exit, look, signIn, visitor } from './people.mjs'

/** Each walk has agencies of its own. */
const agencyOf = script => script
  ? { name: 'Marram House', mail: 'marram.example', phone: '01632 960 511' }
  : { name: 'Dunlin Advice', mail: 'dunlin.example', phone: '01632 960 512' }

async function applies(page, script, { name, mail, phone }, called) {
  await at(page, '/')
  await follow(page, 'I work for a support agency')
  await follow(page, 'Apply to register your agency')
  await heading(page, 'Apply to register your agency')
  if (called) await look(page, called)
  await press(page, 'Continue')
  await says(page, 'There is a problem')
  if (called) await look(page, `${called}-wrong`)
  await fill(page, {
    'Name of the agency': name, 'What you do': 'We listen, and go with people to court.', 'Main phone number': 'call us',
    'Your name': 'Ines Thorne', 'What you do there': 'Manager', 'Work email': `ines@${mail}`,
  })
  await choose(page, 'Domestic abuse: community or outreach service', 'Eastfold')
  await press(page, 'Continue')
  await says(page, '“Main phone number” must be a telephone number')
  await says(page, 'Say what helps us check, because there is no website')
  assert.equal(await page.getByLabel('Name of the agency', { exact: true }).inputValue(), name, 'what was typed is kept')
  await fill(page, { 'Main phone number': phone, 'What helps us check (optional)': 'The refuge at Eastfold knows us.' })
  await press(page, 'Continue')
  await heading(page, 'Check your answers before you apply')
  for (const answer of [name, phone, 'Eastfold', 'The refuge at Eastfold knows us.']) await says(page, answer)
  if (called) await look(page, `${called}-check`)
  await press(page, 'Change your answers')
  await fill(page, { 'Website (optional)': `www.${mail}` })
  await press(page, 'Continue')
  await says(page, `https://www.${mail}`)
  await press(page, 'Send application')
  await heading(page, 'We have your application')
  await says(page, 'within 10 working days')
  if (called) await look(page, `${called}-received`)
  assert.deepEqual(await page.context().cookies(base), [], 'no cookie is needed')
}

async function opens(page, name) {
  await page.goto(`${staff}/staff/agencies`)
  await follow(page, 'Applications')
  await follow(page, name)
  await heading(page, name)
}

async function open(page, summary) {
  const details = page.locator('details').filter({ has: page.locator('summary', { hasText: summary }) })
  if (await details.getAttribute('open') === null) await details.locator('summary').click()
}

async function approves(page, script, { name }) {
  await page.goto(`${staff}/staff/applications`)
  await look(page, `applications-${script}`)
  await opens(page, name)
  await look(page, `application-${script}`)
  await choose(page, 'A new entry on the register')
  await press(page, 'Approve and invite')
  await says(page, 'First make sure of the person')
  await open(page, 'Record a check')
  await press(page, 'Record check')
  await says(page, 'Choose what you checked')
  await look(page, `application-wrong-${script}`)
  await choose(page, 'Person confirmed through the main number', 'It fits')
  await press(page, 'Record check')
  await says(page, 'The check is recorded')
  await open(page, 'The agency is on the register under another name')
  await fill(page, { 'Find another entry on the register': 'a' })
  await press(page, 'Find')
  await says(page, 'found by your words')
  await look(page, `application-found-${script}`)
  await choose(page, 'A new entry on the register')
  await press(page, 'Approve and invite')
  await says(page, 'The application is approved')
  await look(page, `application-approved-${script}`)
  await next(page, () => page.locator('main').getByRole('link', { name, exact: true }).click())
  await says(page, 'Ines Thorne')
  await says(page, 'Invited until')
}

async function refuses(page, script, { name }) {
  await opens(page, name)
  await press(page, 'Refuse')
  await says(page, 'Say why, for your colleagues')
  await fill(page, { 'Reason, for your colleagues': 'Nobody at the number knows them.' })
  await press(page, 'Refuse')
  await says(page, 'The application is refused')
  await says(page, 'Nobody at the number knows them.')
  await look(page, `application-refused-${script}`)
  await page.goto(`${staff}/staff/applications?state=waiting`)
  await saysNot(page, name)
}

async function walk(browser, script) {
  const one = agencyOf(script)
  const other = { name: `${one.name} Claims`, mail: `claims-${one.mail}`, phone: one.phone }
  const outside = await visitor(browser, { script })
  await applies(outside, script, one, `apply-${script}`)
  await applies(outside, script, other)
  await exit(outside)
  await outside.context().close()
  const officer = await visitor(browser, { script })
  await signIn(officer, 'Callum Birch')
  await approves(officer, script, one)
  await refuses(officer, script, other)
  await officer.context().close()
}

/** What the demonstration holds: one that may be on the register already, one that was refused. */
async function demonstration(browser) {
  const page = await visitor(browser)
  await signIn(page, 'Imogen Vale')
  await page.goto(`${staff}/staff/applications`)
  await says(page, 'Northmere Claims Helpers')
  await opens(page, 'Saltmarsh Befrienders')
  await look(page, 'application-demo')
  await page.goto(`${staff}/staff/applications`)
  await next(page, () => page.getByRole('link', { name: /Advice$/ }).first().click())
  await says(page, 'May be on the register already')
  await says(page, 'the same phone number')
  await look(page, 'application-double')
  await page.context().close()
}

await withBrowser(browser => run({
  'an agency applies and is looked at': () => walk(browser, true),
  'an agency applies and is looked at, without script': () => walk(browser, false),
  'what the demonstration holds': () => demonstration(browser),
}))
