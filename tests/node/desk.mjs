// The desk: signing in, the inbox, the question before a case, reading, files, moving on, answering, conflicts; and
// what those who do not work on cases see.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { attach, choose, fill, follow, heading, next, pick, press, run, says, saysNot, staff, withBrowser } from './kit.mjs'
import {
  account, at, comeBack, evidence, exit, findCase, look, oneTimeCode, onward, openCase, shortReport, signIn, story, visitor,
  word,
} from './people.mjs'

const question = 'Thank you for telling us. On which day did he come back?'

/** A report with files, and who reads it. */
async function arrives(browser) {
  const files = await evidence(browser)
  const page = await visitor(browser)
  const sent = await shortReport(page, { files })
  await exit(page)
  await page.context().close()
  return { ...sent, files }
}

async function signsIn(browser, script) {
  const page = await visitor(browser, { script })
  const name = script ? 'Ada Marsh' : 'Tomas Reed'
  await page.goto(`${staff}/staff/cases`)
  await heading(page, 'Sign in')
  await look(page, `staff-sign-in-${script}`)
  await signIn(page, name)
  await look(page, `staff-home-${script}`)
  return page
}

/** Wrong password, wrong code, no such person: the same words for all. */
async function isRefused(browser) {
  const page = await visitor(browser)
  const manager = account('Rhys Calder')
  for (const typed of [[manager.email, 'not the password', oneTimeCode(manager)], ['nobody@psd.example', 'not the password', '123456']]) {
    await page.goto(`${staff}/staff/sign-in`)
    await fill(page, { 'Work email': typed[0], Password: typed[1], 'One-time code': typed[2] })
    await press(page, 'Sign in')
    await heading(page, 'Sign in')
    await says(page, 'The details you entered are not right, or you need to wait before you try again')
  }
  await look(page, 'staff-sign-in-wrong')
  await page.context().close()
}

async function inbox(page, sent) {
  await page.goto(`${staff}/staff/cases`)
  await heading(page, 'Cases')
  await look(page, 'inbox')
  await saysNot(page, word)
  const row = page.getByRole('row').filter({ hasText: sent.reference })
  assert.match(await row.innerText(), /New[\s\S]*Yes/)
  const all = await references(page)
  await filter(page, { Risk: 'Danger now' })
  const urgent = await references(page)
  assert.ok(urgent.length > 0 && urgent.length < all.length, `${urgent.length} of ${all.length}`)
  await look(page, 'inbox-filtered')
  await follow(page, 'Clear filters')
  await filter(page, { Status: 'For decision' })
  await says(page, 'No case is like this.')
  await look(page, 'inbox-nothing')
  await follow(page, 'See all cases')
  assert.deepEqual(all.slice(0, urgent.length).sort(), [...urgent].sort(), 'the most urgent stand first')
  await follow(page, 'Received')
  assert.equal(await page.locator('th[aria-sort=descending]').innerText(), 'Received')
  const sorted = await references(page)
  assert.deepEqual([...sorted].sort(), [...all].sort())
  assert.notDeepEqual(sorted, all)
  await next(page, () => page.getByRole('rowheader').getByRole('link').last().click())
  await next(page, () => page.locator('.govuk-breadcrumbs a').first().click())
  assert.deepEqual(await references(page), sorted, 'the way back leads to the list as it was')
  const marked = page.locator('tr:target')
  assert.equal(await marked.getByRole('rowheader').getByRole('link').innerText(), sorted.at(-1))
  const seen = await marked.evaluate(row => row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 0)
  assert.ok(seen, 'at the row')
  await fill(page, { 'Find by reference': 'CND-0000-000' })
  await press(page, 'Find')
  await says(page, 'No case of your desk has this reference')
  await look(page, 'inbox-not-found')
}

async function references(page) {
  return page.getByRole('rowheader').getByRole('link').allInnerTexts()
}

async function filter(page, chosen) {
  await page.locator('summary', { hasText: 'Filter' }).click()
  for (const [label, option] of Object.entries(chosen)) await pick(page, label, option)
  await press(page, 'Apply filters')
}

async function gate(page, sent, caseAddress) {
  await page.goto(caseAddress)
  await heading(page, `Before you open ${sent.reference}`)
  await saysNot(page, story)
  await look(page, 'gate')
  await onward(page)
  await says(page, 'There is a problem')
  await look(page, 'gate-wrong')
  await choose(page, 'No, not that I know of')
  await onward(page)
  await says(page, 'There is a problem')
  await choose(page, 'First look')
  await onward(page)
  await heading(page, sent.reference)
}

async function reads(page, sent) {
  for (const told of [story, 'OFFICIAL–SENSITIVE', 'Opened a case', sent.files[0].name, 'messages.txt']) await says(page, told)
  await look(page, 'case')
  const [photo, document, text] = sent.files
  for (const file of sent.files) {
    assert.deepEqual(await download(page, 'Open original', file.name), file.buffer, `${file.name} as it came`)
  }
  const cleaned = await download(page, 'Open cleaned copy', photo.name)
  assert.ok(photo.buffer.includes(word) && !cleaned.includes(word), 'hidden words are left out')
  assert.deepEqual(cleaned.subarray(-100), photo.buffer.subarray(-100), 'the picture is the same')
  const rota = await download(page, 'Open cleaned copy', document.name)
  assert.ok(document.buffer.includes('/Creator') && !rota.includes('/Creator (Chromium)'), 'no document properties')
  assert.equal(await page.getByRole('link', { name: text.name }).filter({ hasText: 'cleaned' }).count(), 0)
}

async function download(page, ...words) {
  // What is read out alone may be set apart by a space.
  const name = new RegExp(`^${words.map(word => word.replace(/\W/g, '\\$&')).join('\\s*:\\s*')}$`)
  const link = page.getByRole('link', { name })
  assert.equal(await link.count(), 1, `links called ${name}`)
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFileSync(await download.path())
}

async function movesOn(page) {
  await press(page, 'Start first look')
  await says(page, 'The case has been moved on.')
  await says(page, 'First look')
  await press(page, 'Start triage')
  await says(page, 'In triage')
  await pick(page, 'Who works on it', 'Tomas Reed')
  await press(page, 'Give to this person')
  await says(page, 'The case has been given on.')
  await look(page, 'case-moved')
}

async function answers(page) {
  await fill(page, { 'Answer the reporter': 'Please keep in touch with him and record him.' })
  await press(page, 'Send answer')
  await says(page, 'This could set a task for the reporter')
  await says(page, 'Confirm that your message does not set a task')
  await look(page, 'case-answer-refused')
  assert.equal(await page.getByLabel('Answer the reporter').inputValue(), 'Please keep in touch with him and record him.')
  await fill(page, { 'Answer the reporter': question })
  await page.getByRole('checkbox', { name: /I have checked/ }).check()
  await press(page, 'Send answer')
  await says(page, 'Your message is in the reporter’s mailbox.')
  await says(page, question)
  await press(page, 'Wait for the reporter')
  await says(page, 'Waiting for reporter')
}

async function reporterAnswers(browser, sent) {
  const page = await visitor(browser, { script: false })
  await comeBack(page, sent.phrase)
  await says(page, question)
  await says(page, 'We have asked you something')
  await saysNot(page, 'Ada Marsh')
  await press(page, 'Send message')
  await says(page, 'There is a problem')
  await look(page, 'mailbox-wrong')
  await fill(page, { 'Your message': 'It was the second Tuesday.' })
  await attach(page, 'Add files (optional)', [{ name: 'diary.txt', mimeType: 'text/plain', buffer: Buffer.from('Tuesday: him again\n') }])
  await press(page, 'Send message')
  await says(page, 'It was the second Tuesday.')
  await says(page, 'diary.txt')
  await look(page, 'mailbox-answered')
  assert.equal((await download(page, 'diary.txt (1 KB)')).toString(), 'Tuesday: him again\n')
  await exit(page)
  await page.context().close()
}

async function deskReads(page, sent, caseAddress) {
  await page.goto(`${staff}/staff/cases?new=yes`)
  assert.deepEqual(await references(page), [sent.reference])
  await says(page, 'New from reporter')
  await page.goto(caseAddress)
  for (const told of ['It was the second Tuesday.', 'diary.txt', 'In triage']) await says(page, told)
  await look(page, 'case-answered')
  await print(page)
}

async function print(page) {
  await page.emulateMedia({ media: 'print' })
  for (const name of ['Service navigation', 'Breadcrumb', 'On this page']) {
    for (const nav of await page.getByRole('navigation', { name }).all()) assert.ok(!await nav.isVisible(), name)
  }
  assert.equal(await page.getByRole('button').filter({ visible: true }).count(), 0, 'no buttons on paper')
  assert.ok(await page.locator('.candour-marking').first().isVisible(), 'the marking is on paper')
  await says(page, 'OFFICIAL–SENSITIVE')
  await says(page, story)
  await page.emulateMedia({ media: null })
}

async function mailboxEnds(browser, sent) {
  const page = await visitor(browser)
  await comeBack(page, sent.phrase)
  await follow(page, 'delete this mailbox')
  await look(page, 'mailbox-delete')
  await press(page, 'Delete this mailbox')
  await heading(page, 'Mailbox deleted')
  await look(page, 'mailbox-deleted')
  await comeBack(page, sent.phrase)
  await says(page, 'There is a problem')
  await page.context().close()
}

async function afterwards(page, caseAddress) {
  await page.goto(caseAddress)
  await says(page, story)
  await says(page, 'You cannot write to them here')
}

/** Who knows somebody sees the case no more; the manager sees it, and that there was a conflict. */
async function conflict(page, browser, sent) {
  await page.goto(`${staff}/staff/cases`)
  const another = (await references(page)).find(reference => reference !== sent.reference)
  await findCase(page, another)
  const address = page.url().replace(/\/open(\?.*)?$/, '').replace(/\?.*/, '')
  await choose(page, 'Yes')
  await onward(page)
  await heading(page, 'Thank you for saying so')
  await look(page, 'conflict')
  assert.equal((await page.goto(address)).status(), 404)
  await look(page, 'staff-missing')
  assert.equal((await page.goto(`${address}/open`)).status(), 404)
  await page.goto(`${staff}/staff/cases`)
  assert.ok(!(await references(page)).includes(another))
  await managerSees(browser, another)
}

async function managerSees(browser, another) {
  const page = await visitor(browser)
  await signIn(page, 'Imogen Vale')
  await page.goto(`${staff}/staff/cases`)
  assert.match(await page.getByRole('row').filter({ hasText: another }).innerText(), /conflict/i)
  await look(page, 'inbox-manager')
  await openCase(page, another)
  await look(page, 'case-manager')
  await page.goto(`${staff}/staff/desks`)
  await look(page, 'desks')
  await follow(page, 'Triage desk')
  await look(page, 'desk')
  await fill(page, { 'Email for notices (optional)': 'not an address', 'OpenPGP certificate (optional)': 'not a certificate' })
  await press(page, 'Save')
  await says(page, 'There is a problem')
  await look(page, 'desk-wrong')
  await page.context().close()
}

/** Each role's start page, its own places, and 404 on all casework. */
async function others(browser, caseAddress) {
  const places = {
    'Callum Birch': ['/staff/helplines'], 'Sana Whitlock': ['/staff/audit'], 'Joel Harker': ['/staff/mail', '/staff/helplines'],
    'Noor Aspinall': ['/staff/desks', '/staff/approvals'], 'Lena Firth': ['/staff/desks', '/staff/approvals'],
  }
  for (const [name, own] of Object.entries(places)) {
    const page = await visitor(browser)
    await signIn(page, name)
    await look(page, `home-${name.split(' ')[0]}`)
    for (const path of own) {
      assert.equal((await page.goto(staff + path)).status(), 200, `${name} ${path}`)
      await look(page, `${path.slice(7)}`)
    }
    const closed = [`${staff}/staff/cases`, caseAddress, `${caseAddress}/open`]
    for (const address of closed) assert.equal((await page.goto(address)).status(), 404, `${name} ${address}`)
    for (const path of ['/staff/audit', '/staff/mail', '/staff/helplines', '/staff/desks'].filter(path => !own.includes(path))) {
      assert.equal((await page.goto(staff + path)).status(), 404, `${name} ${path}`)
    }
    if (name === 'Joel Harker') await helpline(page)
    if (name === 'Sana Whitlock') await auditLog(page)
    await page.context().close()
  }
}

async function auditLog(page) {
  await page.goto(`${staff}/staff/audit`)
  for (const deed of ['Opened a case', 'Declared a conflict', 'Failed to sign in']) await says(page, deed)
  for (const content of [word, 'It was the second Tuesday.', 'diary.txt']) await saysNot(page, content)
}

async function helpline(page) {
  await page.goto(`${staff}/staff/helplines`)
  await page.getByRole('main').getByRole('link').first().click()
  await heading(page, 'Change a helpline')
  await look(page, 'helpline')
  await fill(page, { 'Name of the service': '' })
  await press(page, 'Save')
  await says(page, 'There is a problem')
  await look(page, 'helpline-wrong')
  await fill(page, { 'Name of the service': 'Quillfeather Line', 'Number': '0808 000 0000', 'I have checked it today': true })
  await press(page, 'Save')
  await at(page, '/help')
  await says(page, 'Quillfeather Line')
  await look(page, 'help-changed')
}

/** Idle staff are warned, may stay, and are then asked to sign in. */
async function staffIdle(browser) {
  const page = await visitor(browser)
  await page.clock.install()
  await signIn(page, 'Imogen Vale')
  await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 1_000)
  await page.clock.runFor(13 * 60_000 + 1_000)
  await says(page, /You will be signed out in [12] minute/)
  const stayed = page.waitForResponse(response => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  assert.equal((await stayed).status(), 204, (await stayed).url())
  await page.clock.runFor(15 * 60_000 + 2_000)
  await page.waitForURL('**/staff/sign-in')
  await page.context().close()
}

let sent, page, caseAddress
await withBrowser(browser => run({
  'a report with files arrives': async () => { sent = await arrives(browser) },
  'signing in, with script and without': async () => {
    page = await signsIn(browser, true)
    await (await signsIn(browser, false)).context().close()
  },
  'the inbox is filtered and sorted': async () => {
    await inbox(page, sent)
    await findCase(page, sent.reference)
    caseAddress = page.url().replace(/\/open(\?.*)?$/, '').replace(/\?.*/, '')
  },
  'a case opens only after the question': () => gate(page, sent, caseAddress),
  'the report is read, with its files': () => reads(page, sent),
  'the case moves on and is given on': () => movesOn(page),
  'an answer that sets a task is not sent, a good one is': () => answers(page),
  'the reporter reads it and answers, without script': () => reporterAnswers(browser, sent),
  'the desk reads the answer': () => deskReads(page, sent, caseAddress),
  'the reporter deletes the mailbox': () => mailboxEnds(browser, sent),
  'the desk keeps the report': () => afterwards(page, caseAddress),
  'a conflict takes the case away, and the manager knows': () => conflict(page, browser, sent),
  'signing in is refused in the same words': () => isRefused(browser),
  'idle staff are warned, may stay, and are signed out': () => staffIdle(browser),
  'nobody else sees casework': () => others(browser, caseAddress),
}))
