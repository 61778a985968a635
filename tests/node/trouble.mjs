// When something is wrong on our side, and before an account is set up: pages that are rarely seen are for everybody too.
import assert from 'node:assert/strict'
import { choose, facts, field, fill, follow, heading, press, run, says, saysNot, staff, withBrowser } from './kit.mjs'
import { at, findCase, look, onward, signIn, story, visitor, word } from './people.mjs'

/** Visits cannot be stored: what was typed comes back, to be copied or sent again. */
async function nowhereToKeep(browser, script) {
  const page = await visitor(browser, { script, broken: true })
  await at(page, '/step/1')
  await fill(page, { 'Tell us what has happened or is worrying you': story.repeat(6) })
  await press(page, 'Answer more questions')
  await heading(page, 'Sorry, something went wrong')
  assert.equal(await page.getByLabel('What you typed').inputValue(), story.repeat(6))
  await look(page, `unavailable-${script}`)
  await page.context().close()
}

/** A case that was changed by a strange hand does not open, and says so. */
async function changedCase(browser) {
  const page = await visitor(browser, { broken: true })
  await signIn(page, 'Ada Marsh')
  await page.goto(`${staff}/staff/cases`)
  const reference = (await page.getByRole('rowheader').getByRole('link').allInnerTexts())[0]
  await findCase(page, reference)
  await choose(page, 'No, not that I know of')
  await page.getByRole('group', { name: 'Why do you open it?' }).getByRole('radio').first().check()
  await onward(page)
  await saysNot(page, word)
  await says(page, reference)
  await look(page, 'case-broken')
  await page.context().close()
}

/** Setting up an account: both passwords, the code to scan, and what is said when they will not do. */
async function setsUp(browser, script) {
  const page = await visitor(browser, { script })
  await page.goto(staff + facts.enrol)
  await heading(page, 'Set up your account')
  await look(page, `staff-enrol-${script}`)
  await fill(page, { Password: 'short', 'Password again': 'other' })
  if (script) await shows(page)
  await press(page, 'Set up account')
  await says(page, 'There is a problem')
  await look(page, `staff-enrol-wrong-${script}`)
  await page.context().close()
}

/** The button shows the password and hides it again. */
async function shows(page) {
  const password = field(page, 'Password')
  const type = () => password.evaluate(input => input.type)
  assert.equal(await type(), 'password')
  await page.getByRole('button', { name: 'Show password' }).first().click()
  assert.equal(await type(), 'text')
  await page.getByRole('button', { name: 'Hide password' }).click()
  assert.equal(await type(), 'password')
}

await withBrowser(browser => run({
  'nothing can be kept, with script': () => nowhereToKeep(browser, true),
  'nothing can be kept, without script': () => nowhereToKeep(browser, false),
  'a case that was changed': () => changedCase(browser),
  'setting up an account, with script': () => setsUp(browser, true),
  'setting up an account, without script': () => setsUp(browser, false),
}))
