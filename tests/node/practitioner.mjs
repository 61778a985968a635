// A practitioner: their own questions, and an agency whose name stays apart from the case.
import { choose, fill, heading, pick, press, run, says, saysNot, staff, withBrowser } from './kit.mjs'
import {
  at, begin, details, exit, look, onward, openCase, reference, signIn, story, tell, visitor,
} from './people.mjs'

const agency = 'Lantern House Quillmoor'

async function journey(browser, script) {
  const page = await visitor(browser, { script })
  const name = script ? 'practitioner' : 'practitioner-plain'
  await begin(page)
  await tell(page, ['story'])
  await choose(page, 'I work for an agency that supports people')
  await onward(page)
  await work(page, name)
  await itsAgency(page, name)
  await tell(page, details)
  const sent = await sends(page, name)
  await exit(page)
  await page.context().close()
  return sent
}

async function work(page, name) {
  await heading(page, 'What your work has told you')
  await look(page, `${name}-work`)
  await choose(page, 'Several clients told me', 'They know and agree', '2 or 3 people', 'Yes')
  await fill(page, { 'Your own reference for the client (optional)': 'Q-1187' })
  await onward(page)
}

async function itsAgency(page, name) {
  await heading(page, 'Your agency')
  await look(page, `${name}-agency`)
  await pick(page, 'What kind of service is it? (optional)', 'Domestic abuse: refuge or safe accommodation')
  await pick(page, 'Which district do you work in? (optional)', 'Eastfold')
  await fill(page, { 'Name of the agency (optional)': agency })
  await onward(page)
  await heading(page, 'Risk and safety plan (optional)')
  await look(page, `${name}-plan`)
  await fill(page, { 'Risk and safety plan (optional)': 'A MARAC referral was made' })
  await onward(page)
}

async function sends(page, name) {
  await saysNot(page, 'contact me in a way that is safe')
  await choose(page, 'No')
  await onward(page)
  await heading(page, 'Check your answers before you send them')
  for (const answer of [agency, 'Eastfold', 'Q-1187', 'A MARAC referral was made']) await says(page, answer)
  await look(page, `${name}-check`)
  await press(page, 'Send report')
  await says(page, 'You asked us not to contact you')
  await look(page, `${name}-sent`)
  return reference(page)
}

/** Who answers otherwise on the way back is no longer asked what only practitioners are. */
async function changesTheirMind(browser) {
  const page = await visitor(browser)
  await begin(page)
  await tell(page, ['story'])
  await choose(page, 'I work for an agency that supports people')
  await onward(page)
  await choose(page, 'A client told me')
  await onward(page)
  await at(page, '/step/2')
  await choose(page, 'I saw or heard it')
  await onward(page)
  await heading(page, 'What do you know about the police person?')
  await at(page, '/check')
  await saysNot(page, 'What your work has told you')
  await page.context().close()
}

async function theDeskSees(browser, sent) {
  const page = await visitor(browser)
  await signIn(page, 'Ada Marsh')
  await openCase(page, sent)
  for (const told of [story, 'Domestic abuse: refuge or safe accommodation', 'Eastfold', 'Q-1187', 'Several clients told me', 'It is locked apart']) {
    await says(page, told)
  }
  await saysNot(page, agency)
  await look(page, 'case-practitioner')
  await page.goto(`${staff}/staff`)
  await press(page, 'Sign out')
  await heading(page, 'Sign in')
  await page.context().close()
}

let sent
await withBrowser(browser => run({
  'a practitioner tells, with script': async () => { sent = await journey(browser, true) },
  'a practitioner tells, without script': async () => { await journey(browser, false) },
  'who is no practitioner after all is asked nothing of it': () => changesTheirMind(browser),
  'the desk sees kind and district of the agency, not its name': () => theDeskSees(browser, sent),
}))
