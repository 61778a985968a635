// A practitioner signs in, chooses how to report, reports in their own name and as their agency, and reads the reply under
// their reports; what the manager is told of it. With and without script.
import assert from 'node:assert/strict'
import { asked, asks, replies, report, stands, untouched } from './door.mjs'
import { choose, facts, fill, follow, heading, press, run, says, saysNot, staff, withBrowser } from './kit.mjs'
import { at, look, oneTimeCode, onward, openCase, signIn, visitor, word } from './people.mjs'

const [lead, colleague] = facts.practitioners
const question = 'Thank you. In which year was that?'

/** Somebody of an agency, signed in. */
async function member(browser, person, script) {
  const page = await visitor(browser, { script })
  await at(page, '/step/30')
  await fill(page, { 'Work email': person.email, Password: person.password, 'One-time code': oneTimeCode(person) })
  await press(page, 'Sign in')
  await heading(page, `Welcome, ${person.name}`)
  return page
}

/** The choice, with nothing chosen for anybody. */
async function ways(page, looked) {
  await follow(page, 'Report a concern')
  await heading(page, 'Report a concern')
  assert.equal(await page.locator('input[type=radio]:checked').count(), 0)
  await says(page, 'Your lead and your colleagues never see that a report was made')
  if (!looked) return
  await look(page, `${looked}-ways`)
  await onward(page)
  await says(page, 'Choose how you want to report')
  await look(page, `${looked}-ways-wrong`)
  await choose(page, 'Anonymously')
  await onward(page)
  await heading(page, 'Report anonymously, with a mark')
  await at(page, '/step/41')
}

/** The desk reads and asks; gives its page. */
async function answered(browser, sent, mark, script) {
  const page = await visitor(browser)
  await signIn(page, script ? 'Ada Marsh' : 'Tomas Reed')
  await openCase(page, sent)
  await says(page, mark)
  for (const { name } of [lead, colleague]) await saysNot(page, name)
  await asks(page, question)
  return page
}

/** What the practitioner finds in their account before and after, and the answer to it. */
async function reads(page, sent, name) {
  await at(page, '/step/31')
  await follow(page, 'Something waits for you under ‘My reports’')
  await at(page, '/step/43')
  await stands(page, sent, asked)
  await look(page, `${name}-mine-asked`)
  await replies(page, sent, question, 'It was in 2024.')
  await look(page, `${name}-thread-asked`)
  await at(page, '/step/31')
  await saysNot(page, 'Something waits for you')
}

/** The desk has the answer. */
async function heard(page, sent) {
  await openCase(page, sent)
  await says(page, 'It was in 2024.')
  await page.context().close()
}

async function mine(page, references, looked) {
  await at(page, '/step/43')
  await heading(page, 'My reports')
  for (const one of references) await stands(page, one, untouched)
  if (looked) await look(page, `${looked}-mine`)
}

async function walk(browser, script) {
  const person = script ? lead : colleague
  const page = await member(browser, person, script)
  await ways(page, script ? 'agency' : 'agency-plain')
  const first = await report(page, 'In my name', script ? 'agency-named' : undefined)
  await at(page, '/step/41')
  const second = await report(page, 'As my agency', script ? undefined : 'agency-plain')
  await mine(page, [first, second], script ? 'agency' : 'agency-plain')
  await follow(page, second)
  await heading(page, `Your report ${second}`)
  await says(page, word)
  await look(page, `agency-thread-${script}`)
  await fill(page, { 'Your message': 'It was on a Tuesday.' })
  await press(page, 'Send message')
  await says(page, 'We have your message.')
  await follow(page, 'take this report out of your account')
  await look(page, `agency-forget-${script}`)
  await press(page, 'Take it out')
  await says(page, 'The report is not in your account any more')
  await saysNot(page, second)
  const officer = await answered(browser, first, 'Registered practitioner, by name', script)
  await reads(page, first, script ? 'agency' : 'agency-plain')
  await heard(officer, first)
  await page.context().close()
  return [first, second]
}

/** The manager alone is told, and decides. */
async function reviewed(browser, [first, second]) {
  const page = await visitor(browser)
  await signIn(page, 'Imogen Vale')
  await page.goto(`${staff}/staff/notices`)
  await heading(page, 'Notices')
  await look(page, 'notices')
  await follow(page, second)
  await heading(page, 'Source review needed')
  await says(page, first)
  await saysNot(page, lead.name)
  await look(page, 'notice')
  await press(page, 'Write it down')
  await says(page, 'Choose what was decided')
  await look(page, 'notice-wrong')
  await choose(page, 'Advice sought')
  await press(page, 'Write it down')
  await says(page, 'The decision is written down.')
  await page.context().close()
  const officer = await visitor(browser)
  await signIn(officer, 'Tomas Reed')
  await saysNot(officer, 'Notices')
  const answer = await officer.goto(`${staff}/staff/notices`)
  assert.equal(answer.status(), 404)
  await officer.context().close()
}

let sent
await withBrowser(browser => run({
  'with script: two ways, the list, the messages': async () => { sent = await walk(browser, true) },
  'the manager is told, nobody else': () => reviewed(browser, sent),
  'without script the same': () => walk(browser, false),
}))
