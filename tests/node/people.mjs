// What everybody in these tests does again and again: look a page over, tell a story, sign in, leave.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import {
  accessible, attach, base, choose, facts, fill, follow, freshPage, heading, keepsNothing, press, shot, staff,
} from './kit.mjs'

/** Where Exit this page leads in a demonstration. */
export const neutralSite = 'https://www.bbc.co.uk/weather'
/** A word that is in no page of ours. */
export const word = 'zebrafinch'
export const story = `He came back off duty, ${word}, and asked me to keep it between us.`

// A tab, a history or a glance must not learn what the site is for.
const telling = /polic|abus|report|officer|sex|crime|complain|candid|concern|victim|phrase|mailbox/i

/** One page of a new context that finds a neutral site wherever it goes outside ours, without any network. */
export async function visitor(browser, options) {
  const page = await freshPage(browser, options)
  await standIn(page)
  return page
}

// DevTools rather than playwright's routes: those let redirects go out.
async function standIn(page) {
  const tools = await page.context().newCDPSession(page)
  const neutral = { answers: Promise.resolve() }
  neutralSites.set(page, neutral)
  tools.on('Fetch.requestPaused', async ({ requestId }) => {
    await neutral.answers
    await tools.send('Fetch.fulfillRequest', { requestId, ...weather }).catch(() => {})
  })
  await tools.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }] })
}

const neutralSites = new WeakMap()
const weather = {
  responseCode: 200, responseHeaders: [{ name: 'content-type', value: 'text/html' }],
  body: Buffer.from('<!doctype html><title>Weather</title><link rel="icon" href="data:,"><h1>Sunny</h1>').toString('base64'),
}

/** From now on the neutral site does not answer this page until the function that is returned is called. */
export function hold(page) {
  let arrive
  neutralSites.get(page).answers = new Promise(resolve => { arrive = resolve })
  return arrive
}

/** Looks a page over as everybody may meet it: sound, accessible, nothing cut off, wide and at 320 px. */
export async function look(page, name) {
  await sound(page)
  await accessible(page, (looked, width) => shot(looked, `${name}-${width}`))
}

/** One heading of the first rank, a language, a title; on the public side a title and an address that tell nothing. */
export async function sound(page) {
  assert.equal(await page.locator('h1').count(), 1, `headings of ${page.url()}`)
  assert.equal(await page.locator('html').getAttribute('lang'), 'en', page.url())
  const title = await page.title()
  assert.match(title, /\S – Candour$|^Candour$/, page.url())
  const path = new URL(page.url()).pathname
  if (path.startsWith('/staff')) return
  assert.doesNotMatch(title, telling)
  assert.doesNotMatch(path.replace(/^\/reply$/, ''), telling)
  await keepsNothing(page)
}

/** Goes on with Continue. */
export async function onward(page) {
  await press(page, 'Continue')
}

/** Opens a path of the public side. */
export async function at(page, path) {
  await page.goto(base + path)
}

/** The pages of the form: the heading, and how they are answered. Contact is left to the journey. */
export const questions = {
  story: ['Tell us what has happened or is worrying you', page => fill(page, { 'Tell us what has happened or is worrying you': story })],
  relation: ['How do you know about this? (optional)', page => choose(page, 'It is happening, or happened, to me')],
  person: ['What do you know about the police person?', page => fill(page, {
    'Name or nickname (optional)': 'Robin Quillfeather', 'Collar or shoulder number (optional)': '4471',
    'Rank or job (optional)': 'PC', 'Team or police station (optional)': 'Harrow Green',
    'What they look like, or their vehicle (optional)': 'Tall, a grey van', 'How you know them, or how you met (optional)': 'A call-out',
  })],
  role: ['What is their role? (optional)', page => choose(page, 'Police officer')],
  standards: ['Does the person work in professional standards? (optional)', page => choose(page, 'No')],
  signs: ['Have you noticed any of these signs? (optional)', page => choose(page, 'Uses pet names or nicknames', 'Asks you to keep it secret or delete messages')],
  when: ['When did it happen?', async page => {
    await choose(page, 'It is still happening')
    await fill(page, { 'Date or time, in your own words (optional)': 'Since the spring' })
  }],
  place: ['Where did it happen? (optional)', page => fill(page, { 'Where did it happen? (optional)': 'By phone, late' })],
  others: ['Does anyone else know, or could something show it?', async page => {
    await fill(page, { 'Who else knows, or what could show it (optional)': 'My sister' })
    await choose(page, 'A support service')
  }],
  files: ['Add photos, messages or other files (optional)', () => {}],
  danger: ['Is anyone in danger?', page => choose(page, 'Yes, or there could be later', 'I’d rather not say')],
  young: ['Is anyone who may be harmed under 18, or do they rely on care? (optional)', page => choose(page, 'I’m not sure')],
  wish: ['What would you like to happen?', async page => {
    await choose(page, 'For it to stop', 'Advice')
    await fill(page, { 'Do you need another language, BSL or easy words for a reply? (optional)': 'Easy words' })
  }],
}

/** Every question about the person and what happened, from the second part on, up to the one about a reply. */
export const details = ['person', 'role', 'standards', 'signs', 'when', 'place', 'others', 'files', 'danger', 'young', 'wish']

/** Answers these questions one after another, looking each page over first when it has a name to be looked at under. */
export async function tell(page, names, lookAs) {
  for (const name of names) {
    const [title, answer] = questions[name]
    await heading(page, title)
    if (lookAs) await look(page, `${lookAs}-${name}`)
    await answer(page)
    if (name === 'story') await press(page, 'Answer more questions')
    else await onward(page)
  }
}

/** From the start page to the first question, past the page that explains Exit this page. */
export async function begin(page) {
  await at(page, '/')
  await press(page, 'Start now')
  await heading(page, 'How to leave this site quickly')
  await press(page, 'Continue')
}

/** A short report: the story, perhaps files, perhaps a mailbox; returns `{ reference, phrase }`. */
export async function shortReport(page, { files = [], mailbox = true } = {}) {
  await begin(page)
  await tell(page, ['story'])
  if (files.length) {
    await at(page, '/step/17')
    await attach(page, 'Choose files', files)
    await onward(page)
  }
  if (mailbox) {
    await at(page, '/step/18')
    await choose(page, 'Yes, here, with seven secret words')
    await onward(page)
  }
  await at(page, '/check')
  await press(page, 'Send report')
  await heading(page, 'Report sent')
  const sent = { reference: await reference(page), phrase: mailbox ? await phrase(page) : '' }
  if (mailbox) {
    await fill(page, { 'Type your seven words to check that you have them': sent.phrase })
    await press(page, 'I have kept them')
  }
  return sent
}

/** The reference on the page. */
export async function reference(page) {
  const found = (await page.locator('main').innerText()).match(/CND-[0-9A-Z]{4}-[0-9A-Z]{3}/)
  assert.ok(found, `no reference on ${page.url()}`)
  return found[0]
}

/** The seven words on the page after sending. */
export async function phrase(page) {
  const words = (await page.locator('main .govuk-inset-text').innerText()).trim()
  assert.equal(words.split(/\s+/).length, 7, words)
  return words
}

/** The button that leaves. */
export function exitButton(page) {
  return page.getByRole('button', { name: 'Emergency Exit this page', exact: true })
}

/** Leaves by the button and waits for the neutral site. */
export async function exit(page) {
  await exitButton(page).click()
  await page.waitForURL(neutralSite)
}

/** Opens the mailbox that the phrase opens. */
export async function comeBack(page, words) {
  await at(page, '/')
  await follow(page, 'I have a phrase: read a reply')
  await heading(page, 'Read a reply')
  await fill(page, { 'Your phrase': words })
  await onward(page)
}

/** A real picture with words hidden in its Exif part, a real document, a plain text. */
export async function evidence(browser) {
  const page = await freshPage(browser, { viewport: { width: 60, height: 40 } })
  await page.setContent('<title>Rota</title><p>Rota</p>')
  const picture = withExif(await page.screenshot({ type: 'jpeg' }), `${word} at home`)
  const document = await page.pdf()
  await page.context().close()
  return [
    { name: `${word} photo.jpg`, mimeType: 'image/jpeg', buffer: picture },
    { name: 'rota.pdf', mimeType: 'application/pdf', buffer: document },
    { name: 'messages.txt', mimeType: 'text/plain', buffer: Buffer.from(`see you later, ${word} x\n`) },
  ]
}

// One entry, ImageDescription, in the first directory of a little-endian TIFF structure (Exif 2.32, 4.6.2).
function withExif(jpeg, text) {
  const value = Buffer.from(`${text}\0`)
  const tiff = Buffer.alloc(26)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(1, 8)
  tiff.writeUInt16LE(0x010e, 10)
  tiff.writeUInt16LE(2, 12)
  tiff.writeUInt32LE(value.length, 14)
  tiff.writeUInt32LE(26, 18)
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff, value])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

const used = new Map()

/** The account of the first person with this name. */
export function account(name) {
  const found = facts.accounts.find(account => account.name === name)
  assert.ok(found, `nobody is called ${name}`)
  return found
}

/** A code that this person has not used yet: of this half minute or, for a second time, of the next. */
export function oneTimeCode({ email, secret }) {
  const now = Math.floor(Date.now() / 30_000)
  const step = Math.max(now, (used.get(email) ?? 0) + 1)
  assert.ok(step <= now + 1, `${email} has no code left in this minute`)
  used.set(email, step)
  return totp(secret, step)
}

// RFC 6238 with SHA-1 and six digits.
function totp(secret, step) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', base32(secret)).update(counter).digest()
  const at = mac[19] & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function base32(text) {
  const bits = [...text].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
}

/** Signs in as this person and lands on their start page. */
export async function signIn(page, name) {
  const person = account(name)
  await page.goto(`${staff}/staff/sign-in`)
  await fill(page, { 'Work email': person.email, Password: person.password, 'One-time code': oneTimeCode(person) })
  await press(page, 'Sign in')
  await heading(page, `Welcome, ${name}`)
}

/** Goes to a case by its reference. */
export async function findCase(page, caseReference) {
  await page.goto(`${staff}/staff/cases`)
  await fill(page, { 'Find by reference': caseReference })
  await press(page, 'Find')
}

/** Opens a case: no conflict, first look. */
export async function openCase(page, caseReference) {
  await findCase(page, caseReference)
  if (await page.getByRole('heading', { name: `Before you open ${caseReference}` }).count()) {
    await choose(page, 'No, not that I know of')
    await page.getByRole('group', { name: 'Why do you open it?' }).getByRole('radio').first().check()
    await onward(page)
  }
  await heading(page, caseReference)
}
