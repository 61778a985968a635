// The engagement officer: finds and adds agencies, keeps them right, merges and undoes, sees coverage and who to call.
import assert from 'node:assert/strict'
import { fill, follow, heading, next, pick, press, run, says, saysNot, staff, withBrowser } from './kit.mjs'
import { look, signIn, visitor } from './people.mjs'

/** Each walk has an agency of its own: how it is called, how it is mistyped, a part of it. */
const agencyOf = script => script
  ? { name: 'Wrenfield Women’s Aid', mistyped: 'wrenfeild', part: 'wren' }
  : { name: 'Oakhanger Women’s Aid', mistyped: 'oakhnger', part: 'hanger' }

async function officer(browser, script, who = 'Callum Birch') {
  const page = await visitor(browser, { script })
  await signIn(page, who)
  return page
}

/** A page, by its address, at both widths. */
async function sees(page, path, called) {
  await page.goto(staff + path)
  await look(page, called)
}

/** What was typed and not sent is kept: by itself where scripts run, by a button where they do not. */
async function drafts(page, script) {
  const form = `${staff}/staff/agencies/new`
  await page.goto(form)
  await fill(page, { Name: 'Quarry Lane Project' })
  if (script) await page.getByText('Draft saved at').waitFor()
  else {
    await press(page, 'Save as draft')
    await says(page, 'Nothing is sent yet')
  }
  await page.goto(form)
  await says(page, 'You have a draft of this from')
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), '')
  await look(page, `agency-drafted-${script}`)
  await press(page, 'Continue with the draft')
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Quarry Lane Project')
  await look(page, `agency-draft-${script}`)
  await press(page, 'Delete the draft')
  await saysNot(page, 'You have a draft')
}

async function adds(page, script) {
  const { name } = agencyOf(script)
  await page.goto(`${staff}/staff/agencies/new`)
  await look(page, `agency-new-${script}`)
  await press(page, 'Add agency')
  await says(page, 'There is a problem')
  await look(page, `agency-new-wrong-${script}`)
  await fill(page, { Name: name, 'Public phone': '01632 960 321', 'Next review': '2027-03-01' })
  await page.getByLabel('Domestic abuse: refuge or safe accommodation').check()
  await page.getByLabel('Eastfold', { exact: true }).check()
  await press(page, 'Add agency')
  await says(page, 'It is on the register')
  await heading(page, name)
  await look(page, `agency-${script}`)
  return page.url().split('?')[0]
}

async function names(page, agency, script) {
  await page.goto(`${agency}/contacts/new`)
  await look(page, `contact-new-${script}`)
  await fill(page, { Name: 'Ines Thorne', 'Work email': 'ines@wrenfield.example' })
  await pick(page, 'Single point of contact', 'Single point of contact')
  await press(page, 'Add contact')
  await says(page, 'Ines Thorne')
  await follow(page, 'Ines Thorne')
  await look(page, `contact-${script}`)
}

/** Found by a part of a name, with its accents left out. */
async function finds(page, script) {
  const { name, mistyped, part } = agencyOf(script)
  await page.goto(`${staff}/staff/agencies`)
  await look(page, `agencies-${script}`)
  await fill(page, { Search: mistyped })
  await press(page, 'Search')
  await says(page, 'Did you mean')
  await look(page, `agencies-near-${script}`)
  await fill(page, { Search: `thorne ${part}` })
  await press(page, 'Search')
  await says(page, '1 agency')
  await says(page, name)
  await fill(page, { 'Keep this filter as': `Named ${script}` })
  await press(page, 'Keep filter')
  await says(page, `Named ${script}`)
  await look(page, `agencies-kept-${script}`)
}

/** Many at once, and back again. */
async function changesMany(page, script) {
  const { name, part } = agencyOf(script)
  await page.goto(`${staff}/staff/agencies?q=${part}`)
  await page.getByRole('checkbox', { name: `Choose ${name}` }).check()
  await page.getByText('Change all chosen agencies').click()
  await page.locator('select[name=tier]').last().selectOption('B')
  await press(page, 'Change chosen agencies')
  await heading(page, 'Bulk edit: 1 agencies')
  await look(page, `batch-${script}`)
  await press(page, 'Undo all of this')
  await says(page, 'All of this is undone')
  await look(page, `batch-undone-${script}`)
}

/** Two entries for one agency are compared, merged, and parted. */
async function merges(page, agency, script) {
  const { name } = agencyOf(script)
  await page.goto(`${staff}/staff/agencies/new`)
  await fill(page, { Name: `The ${name.replace('’', '')} Ltd` })
  await page.getByLabel('Domestic abuse: helpline').check()
  await press(page, 'Add agency')
  await page.goto(agency)
  await next(page, () => page.getByRole('link', { name: /^Compare with The/ }).first().click())
  await heading(page, 'Are these the same agency?')
  await look(page, `merge-${script}`)
  await press(page, 'Merge the two entries')
  await says(page, 'The two entries are merged')
  await says(page, 'Domestic abuse: helpline')
}

/** The other who changed the entry meanwhile is told, and loses nothing. */
async function meanwhile(page, browser, agency, script) {
  const other = await officer(browser, true, 'Imogen Vale')
  await page.goto(`${agency}/edit`)
  await other.goto(`${agency}/edit`)
  await fill(other, { 'Public phone': `01632 960 32${script ? 4 : 5}` })
  await press(other, 'Save')
  await fill(page, { Notes: 'Meets on Mondays.' })
  await press(page, 'Save')
  await says(page, 'Somebody else changed this entry')
  await look(page, `meanwhile-${script}`)
  assert.equal(await page.getByLabel('Notes').inputValue(), 'Meets on Mondays.')
  await press(page, 'Save')
  await says(page, 'Your changes are saved')
  await other.context().close()
}

async function callsNext(page, script) {
  await sees(page, '/staff/calls', `calls-${script}`)
  // One sentence says that reports have no part in it; nothing else speaks of one.
  const said = await page.locator('body').innerText()
  assert.ok(said.includes('Reports have no part in it.'))
  assert.doesNotMatch(said.replace('Reports have no part in it.', ''), /report/i)
  await next(page, () => page.getByRole('link', { name: /^Not now/ }).first().click())
  await look(page, `snooze-${script}`)
  await press(page, 'Leave out until then')
  await says(page, 'There is a problem')
  await look(page, `snooze-wrong-${script}`)
}

async function walk(browser, script) {
  const page = await officer(browser, script)
  await drafts(page, script)
  const agency = await adds(page, script)
  await names(page, agency, script)
  await finds(page, script)
  await changesMany(page, script)
  await meanwhile(page, browser, agency, script)
  await merges(page, agency, script)
  await callsNext(page, script)
  for (const [path, called] of [['/staff/coverage', 'coverage'], ['/staff/coverage?group=DA-&months=24', 'coverage-group'],
    ['/staff/districts', 'districts'], ['/staff/batches', 'batches']]) await sees(page, path, `${called}-${script}`)
  await page.context().close()
}

await withBrowser(browser => run({
  'the register, with script': () => walk(browser, true),
  'the register, without script': () => walk(browser, false),
}))
