// What people of agencies do at their own door, and what the desk does with it: a report in their name, a reply, the list.
import assert from 'node:assert/strict'
import { choose, fill, follow, heading, press, says, saysNot } from './kit.mjs'
import { details, look, onward, reference, tell } from './people.mjs'

/** From the choice to the page after sending; gives the reference. */
export async function report(page, way, looked) {
  await choose(page, way)
  await onward(page)
  await tell(page, ['story'])
  await heading(page, 'What your work has told you')
  await onward(page)
  await says(page, 'If you cannot ask them, choose ‘It is not safe to ask’')
  if (looked) await look(page, `${looked}-work-wrong`)
  await choose(page, 'A client told me', 'It is not safe to ask')
  await onward(page)
  if (await page.getByRole('heading', { level: 1, name: 'Your part of the agency' }).count()) {
    if (looked) await look(page, `${looked}-part`)
    await onward(page)
  }
  await heading(page, 'Risk and safety plan (optional)')
  await onward(page)
  await tell(page, details)
  await heading(page, 'Do you want to be able to get a reply? (optional)')
  assert.ok(await page.getByLabel('Yes, here, in my account').isChecked())
  if (looked) await look(page, `${looked}-contact`)
  await onward(page)
  await heading(page, 'Check your answers before you send them')
  await says(page, way === 'In my name' ? 'Registered practitioner, by name' : 'Registered agency')
  if (looked) await look(page, `${looked}-check`)
  await press(page, 'Send report')
  await heading(page, 'Report sent')
  await says(page, 'look under ‘My reports’')
  if (looked) await look(page, `${looked}-sent`)
  return reference(page)
}

/** The desk, with the case open, asks `question` and waits for an answer. */
export async function asks(page, question) {
  await press(page, 'Start first look')
  await press(page, 'Start triage')
  await fill(page, { 'Answer the reporter': question })
  await page.getByRole('checkbox', { name: /I have checked/ }).check()
  await press(page, 'Send answer')
  await says(page, 'Your message is in the reporter’s mailbox.')
  await press(page, 'Wait for the reporter')
  await says(page, 'Waiting for reporter')
}

/** Where the reports stand, by what is under each reference in the list. */
export const untouched = { 'Where it stands': 'We have your report. Nobody has read it yet.', Messages: 'No reply yet.' }
export const asked = { 'Where it stands': 'We have asked you something. Please read our message.', Messages: 'There is a reply.' }

/** On My reports: this report stands as these rows say. */
export async function stands(page, sent, rows) {
  await heading(page, 'My reports')
  const list = page.locator('h2', { hasText: sent }).locator('xpath=following-sibling::dl[1]')
  for (const [key, value] of Object.entries(rows)) {
    const row = list.locator('.govuk-summary-list__row').filter({ has: page.getByText(key, { exact: true }) })
    assert.equal((await row.locator('.govuk-summary-list__value').innerText()).trim(), value, `${sent}: ${key}`)
  }
}

/** From My reports to the messages of this one: the question is there to read, and is answered. */
export async function replies(page, sent, question, words) {
  await follow(page, sent)
  await heading(page, `Your report ${sent}`)
  await says(page, question)
  await saysNot(page, words)
  await fill(page, { 'Your message': words })
  await press(page, 'Send message')
  await says(page, 'We have your message.')
  await says(page, words)
}
