// Passkeys, with an authenticator made of software: joining, signing in and coming back with nothing typed; staff too. One
// way is walked to its end: invited, in with a passkey, a report, a reply, where it stands.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asked, asks, replies, report, stands, untouched } from './door.mjs'
import {
  base, facts, fill, follow, heading, press, run, says, saysNot, staff, withBrowser,
} from './kit.mjs'
import { account, look, oneTimeCode, shortReport, signIn, visitor } from './people.mjs'

// Browsers make passkeys for names, not for numbers.
const named = address => address.replace('127.0.0.1', 'localhost')
const [door, desk] = [named(base), named(staff)]
const question = 'Thank you. When did that begin?'
const opensNothing = 'Signs you in, but does not open what you keep here'

/** A page with a device that knows its owner; `hasPrf`: whether it also gives a secret. */
async function equipped(browser, hasPrf = true) {
  const page = await visitor(browser)
  const tools = await page.context().newCDPSession(page)
  await tools.send('WebAuthn.enable')
  const device = { page, tools, id: '' }
  await hold(device, hasPrf)
  return device
}

/** The device in hand from now on; the one before is put away. `isUserVerified`: whether it knows who holds it. */
async function hold(device, hasPrf = true, isUserVerified = true) {
  const { tools, id } = device
  if (id) await tools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id })
  const options = {
    protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
    isUserVerified, automaticPresenceSimulation: true, hasPrf,
  }
  device.id = (await tools.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
}

/** What browsers answer when somebody closes the window that asks for the passkey. */
async function closesTheWindow(page) {
  await page.evaluate(() => {
    const { credentials } = navigator
    const get = credentials.get.bind(credentials)
    credentials.get = async () => {
      credentials.get = get
      throw new DOMException('The operation either timed out or was not allowed.', 'NotAllowedError')
    }
  })
}

async function credentials({ tools, id }) {
  return (await tools.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials
}

/** Presses a button that ends with words on the same page. */
async function told(page, name, words) {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('alert').filter({ hasText: words }).waitFor()
}

/** Has an officer invite somebody of an agency that nobody knows yet; gives the path of the link in the letter. */
async function invited(officer, agency, name) {
  const email = `${name.toLowerCase().replace(' ', '.')}@${agency.toLowerCase()}.example`
  await officer.goto(`${staff}/staff/agencies/new`)
  await fill(officer, { Name: agency })
  await officer.getByLabel('Domestic abuse: refuge or safe accommodation').check()
  await press(officer, 'Add agency')
  await officer.goto(`${officer.url().split('?')[0]}/contacts/new`)
  await fill(officer, { Name: name, 'Work email': email })
  await press(officer, 'Add contact')
  await follow(officer, name)
  await press(officer, 'Invite to an account')
  await says(officer, 'They are invited')
  return link(email)
}

async function link(email) {
  for (let tries = 0; tries < 150; tries++) {
    const letters = readdirSync(facts.mail).map(file => readFileSync(join(facts.mail, file), 'utf8'))
    const letter = letters.find(letter => letter.includes(`To: ${email}\r\n`))
    if (letter) return letter.match(/\/step\/48\/[\w-]+/)[0]
    await new Promise(resolve => { setTimeout(resolve, 200) })
  }
  assert.fail(`no letter came to ${email}`)
}

async function signOut(page) {
  await page.goto(`${door}/step/44`)
  await press(page, 'Sign out everywhere')
  await heading(page, 'Sign in')
}

async function comesBack(page, name) {
  await page.goto(`${door}/step/30`)
  await press(page, 'Sign in with a passkey')
  await says(page, name)
  assert.equal(new URL(page.url()).pathname, '/step/31')
}

async function joins(device, path) {
  const { page } = device
  await page.goto(door + path)
  await look(page, 'passkey-join')
  await hold(device, true, false)
  await told(page, 'Use a passkey', 'No passkey was used')
  await look(page, 'passkey-join-cancelled')
  await hold(device)
  await press(page, 'Use a passkey')
  await says(page, 'Petra Quill')
  assert.equal(new URL(page.url()).pathname, '/step/31')
  const [credential] = await credentials(device)
  assert.ok(credential.isResidentCredential && credential.rpId === 'localhost')
}

async function returns(device) {
  const { page } = device
  await signOut(page)
  await look(page, 'passkey-sign-in')
  await closesTheWindow(page)
  await told(page, 'Sign in with a passkey', 'No passkey was used')
  await comesBack(page, 'Petra Quill')
}

async function addsAndRemoves(device) {
  const { page } = device
  await page.goto(`${door}/step/44`)
  await says(page, 'passkeys are the way into your account')
  await saysNot(page, 'Change your password')
  await look(page, 'passkey-account')
  await press(page, 'Remove Passkey 1')
  await says(page, 'This is the only way into your account')
  await look(page, 'passkey-account-last')
  // The same device has one already.
  await page.goto(`${door}/step/44`)
  await told(page, 'Add a passkey', 'This device has a passkey for this account already')
  await addsAnother(device)
  await press(page, 'Remove Passkey 1')
  await says(page, 'The passkey is removed')
  await signOut(page)
  await page.goto(`${door}/step/30`)
  await comesBack(page, 'Petra Quill')
}

/** Shows the passkey of one device, then makes one on another. */
async function addsAnother(device) {
  const { page } = device
  await page.goto(`${door}/step/44`)
  await fill(page, { 'Name for the new passkey (optional)': 'Security key' })
  // Between the two questions the other device is taken to hand.
  await page.exposeFunction('takeTheOther', async () => {
    assert.equal((await credentials(device)).length, 1)
    await hold(device)
  })
  await page.evaluate(() => {
    const { credentials } = navigator
    const create = credentials.create.bind(credentials)
    credentials.create = async options => {
      await window.takeTheOther()
      return create(options)
    }
  })
  await press(page, 'Add a passkey')
  await says(page, 'The passkey is added')
  await says(page, 'Security key')
  await saysNot(page, opensNothing)
  await look(page, 'passkey-account-two')
}

async function withoutSecret(browser, path) {
  const { page } = await equipped(browser, false)
  await page.goto(door + path)
  await press(page, 'Use a passkey')
  await says(page, 'Tove Lund')
  await page.goto(`${door}/step/44`)
  await says(page, opensNothing)
  await look(page, 'passkey-account-no-secret')
  await signOut(page)
  await comesBack(page, 'Tove Lund')
  await page.context().close()
}

/** Without script nothing of it shows, and the password is still there. */
async function withoutScript(browser, path) {
  const page = await visitor(browser, { script: false })
  for (const place of [door + path, `${door}/step/30`, `${desk}/staff/sign-in`]) {
    await page.goto(place)
    assert.equal(await page.getByRole('button', { name: /passkey/i }).count(), 0, place)
    assert.ok(await page.getByRole('button', { name: /^(Sign in|Set up account)$/ }).isVisible(), place)
  }
  await page.context().close()
  // At an address that passkeys are not bound to, it does not show either.
  const other = await visitor(browser)
  await other.goto(`${base}/step/30`)
  assert.equal(await other.getByRole('button', { name: /passkey/i }).count(), 0)
  await other.context().close()
}

async function officerAdds(device) {
  const { page } = device
  const person = account('Ada Marsh')
  await page.goto(`${desk}/staff/sign-in`)
  await look(page, 'passkey-staff-sign-in')
  await fill(page, { 'Work email': person.email, Password: person.password, 'One-time code': oneTimeCode(person) })
  await press(page, 'Sign in')
  await follow(page, 'Ada Marsh')
  await heading(page, 'Your account')
  await look(page, 'passkey-staff-account')
  await fill(page, { 'Name for the new passkey (optional)': 'Desk', 'Your present password, to add a passkey': person.password })
  await press(page, 'Add a passkey')
  await says(page, 'The passkey is added')
  await look(page, 'passkey-staff-account-one')
  await press(page, 'Sign out')
  await heading(page, 'Sign in')
}

/** The private key opens: a case can be read after signing in with the passkey alone. */
async function officerReads(device, reference) {
  const { page } = device
  await page.goto(`${desk}/staff/sign-in`)
  await press(page, 'Sign in with a passkey')
  await heading(page, 'Welcome, Ada Marsh')
  await page.goto(`${desk}/staff/cases`)
  await openCaseAt(page, reference)
  await says(page, 'asked me to keep it between us')
}

/** With nothing but the passkey: a report in one's own name. */
async function reports({ page }) {
  await follow(page, 'Report a concern')
  await heading(page, 'Report a concern')
  const sent = await report(page, 'In my name')
  await page.goto(`${door}/step/43`)
  await stands(page, sent, untouched)
  await signOut(page)
  return sent
}

async function officerAsks({ page }, sent) {
  await page.goto(`${desk}/staff/cases`)
  await openCaseAt(page, sent)
  await says(page, 'Registered practitioner, by name')
  await saysNot(page, 'Petra Quill')
  await asks(page, question)
}

/** The passkey opens what the account keeps: the list, and the messages. */
async function readsTheReply(device, sent) {
  const { page } = device
  await comesBack(page, 'Petra Quill')
  await page.goto(`${door}/step/43`)
  await stands(page, sent, asked)
  await look(page, 'passkey-mine')
  await replies(page, sent, question, 'It was in the spring.')
  await look(page, 'passkey-thread')
}

async function officerHears({ page }, sent) {
  await page.goto(`${desk}/staff/cases`)
  await openCaseAt(page, sent)
  await says(page, 'It was in the spring.')
}

async function openCaseAt(page, reference) {
  await fill(page, { 'Find by reference': reference })
  await press(page, 'Find')
  if (await page.getByRole('heading', { name: `Before you open ${reference}` }).count()) {
    await page.getByLabel('No, not that I know of', { exact: true }).check()
    await page.getByRole('group', { name: 'Why do you open it?' }).getByRole('radio').first().check()
    await press(page, 'Continue')
  }
  await heading(page, reference)
}

async function officerRefused(browser) {
  const { page } = await equipped(browser, false)
  const person = account('Callum Birch')
  await page.goto(`${desk}/staff/sign-in`)
  await fill(page, { 'Work email': person.email, Password: person.password, 'One-time code': oneTimeCode(person) })
  await press(page, 'Sign in')
  await page.goto(`${desk}/staff/account`)
  await fill(page, { 'Your present password, to add a passkey': person.password })
  await press(page, 'Add a passkey')
  await says(page, 'cannot open your key with a passkey, so it was not added')
  await says(page, 'You have none')
  await look(page, 'passkey-staff-refused')
  await page.context().close()
}

let petra, officer, sent, reference
const links = {}
await withBrowser(browser => run({
  'people of agencies are invited': async () => {
    const page = await visitor(browser)
    await signIn(page, 'Callum Birch')
    links.petra = await invited(page, 'Quillmoor', 'Petra Quill')
    links.tove = await invited(page, 'Lundby', 'Tove Lund')
    await page.context().close()
  },
  'without script nothing of it shows': () => withoutScript(browser, links.petra),
  'somebody joins with a passkey alone': async () => {
    petra = await equipped(browser)
    await joins(petra, links.petra)
  },
  'they come back with nothing typed': () => returns(petra),
  'they add another and remove the first': () => addsAndRemoves(petra),
  'they report in their own name': async () => { sent = await reports(petra) },
  'a passkey that gives no secret signs in all the same': () => withoutSecret(browser, links.tove),
  'a report is sent': async () => {
    const page = await visitor(browser)
    reference = (await shortReport(page, { mailbox: false })).reference
    await page.context().close()
  },
  'an officer adds a passkey': async () => {
    officer = await equipped(browser)
    await officerAdds(officer)
  },
  'signs in with it and reads a case': () => officerReads(officer, reference),
  'and asks about the report that came by the door': () => officerAsks(officer, sent),
  'who sent it comes back with the passkey, reads and answers': () => readsTheReply(petra, sent),
  'and the officer has the answer': () => officerHears(officer, sent),
  'one that opens no key is refused to staff': () => officerRefused(browser),
}))
