// A reporter, with script and without: from the start page to the seven words, and back with them.
import assert from 'node:assert/strict'
import { attach, base, choose, fill, follow, heading, press, run, says, saysNot, withBrowser } from './kit.mjs'
import {
  at, begin, comeBack, evidence, exit, look, onward, phrase, reference, shortReport, story, tell, visitor, word,
} from './people.mjs'

const before = ['relation', 'person', 'role', 'standards', 'signs', 'when', 'place', 'others']
const addFiles = 'Add photos, messages or other files (optional)'

async function journey(browser, script) {
  const page = await visitor(browser, { script })
  const name = script ? 'reporter' : 'reporter-plain'
  await at(page, '/')
  await look(page, `${name}-start`)
  await begin(page)
  await look(page, `${name}-story-empty`)
  await tell(page, ['story', ...before], script ? name : undefined)
  await files(page, browser, name)
  await tell(page, ['danger', 'young', 'wish'], script ? name : undefined)
  await contact(page, name)
  await check(page, name)
  const sent = await confirm(page, name)
  await exit(page)
  await comeBackTo(page, sent, name)
  await page.context().close()
}

async function files(page, browser, name) {
  const [photo, document, text] = await evidence(browser)
  await heading(page, addFiles)
  await look(page, `${name}-files`)
  await attach(page, 'Choose files', [{ name: 'game.exe', mimeType: 'image/jpeg', buffer: Buffer.from('MZ\x90\0\x03\0 not a picture') }])
  await onward(page)
  await says(page, 'There is a problem')
  await look(page, `${name}-files-wrong`)
  await attach(page, 'Choose files', [photo, document])
  await press(page, 'Add and stay on this page')
  await says(page, photo.name)
  await look(page, `${name}-files-added`)
  await press(page, 'Remove file 2')
  await saysNot(page, document.name)
  await attach(page, 'Choose files', [document, text])
  await onward(page)
}

async function contact(page, name) {
  await heading(page, 'Do you want to be able to get a reply? (optional)')
  await look(page, `${name}-contact`)
  await choose(page, 'Yes, here, with seven secret words')
  await onward(page)
}

async function check(page, name) {
  await heading(page, 'Check your answers before you send them')
  for (const answer of [story, 'Robin Quillfeather', 'Uses pet names or nicknames', 'Since the spring', `${word} photo.jpg`, 'messages.txt', 'Easy words']) {
    await says(page, answer)
  }
  await look(page, `${name}-check`)
  await follow(page, 'Change Where did it happen?')
  await fill(page, { 'Where did it happen? (optional)': 'At the bus station' })
  await onward(page)
  await heading(page, 'Check your answers before you send them')
  await says(page, 'At the bus station')
  await saysNot(page, 'By phone, late')
}

async function confirm(page, name) {
  await press(page, 'Send report')
  await heading(page, 'Report sent')
  const sent = { reference: await reference(page), phrase: await phrase(page) }
  await look(page, `${name}-sent`)
  await fill(page, { 'Type your seven words to check that you have them': 'not the seven words at all really' })
  await press(page, 'I have kept them')
  await says(page, 'There is a problem')
  assert.equal(await phrase(page), sent.phrase, 'the words are still shown')
  await look(page, `${name}-sent-wrong`)
  const sloppy = sent.phrase.toUpperCase().split(/\s+/).join(', ')
  await fill(page, { 'Type your seven words to check that you have them': sloppy })
  await press(page, 'I have kept them')
  await heading(page, 'Report sent')
  await saysNot(page, sent.phrase)
  await says(page, 'What happens next')
  assert.equal(await reference(page), sent.reference)
  await look(page, `${name}-sent-done`)
  return sent
}

async function comeBackTo(page, sent, name) {
  await comeBack(page, 'seven words that open no mailbox here')
  await says(page, 'There is a problem')
  await look(page, `${name}-reply-wrong`)
  await comeBack(page, sent.phrase)
  await heading(page, `Your report ${sent.reference}`)
  await says(page, story)
  await says(page, 'Nobody has read it yet')
  await saysNot(page, 'We wrote')
  await look(page, `${name}-mailbox`)
  await page.context().clearCookies()
  await at(page, '/thread')
  await heading(page, 'We have wiped what you typed')
}

async function giveUp(browser) {
  const page = await visitor(browser)
  await begin(page)
  await tell(page, ['story'])
  await at(page, '/step/18')
  await choose(page, 'Yes, here, with seven secret words')
  await onward(page)
  await at(page, '/check')
  await press(page, 'Send report')
  const words = await phrase(page)
  await press(page, 'I cannot keep them safely: go on without')
  await saysNot(page, words)
  await says(page, 'You went on without your phrase')
  await look(page, 'reporter-sent-without')
  await page.context().close()
}

async function nothingSaid(browser) {
  const page = await visitor(browser)
  await begin(page)
  await press(page, 'Send this now')
  await says(page, 'Tell us what has happened, in a few words or more')
  await look(page, 'reporter-story-wrong')
  await at(page, '/check')
  await heading(page, 'We have wiped what you typed')
  await look(page, 'gone')
  await page.context().close()
}

async function twice(browser) {
  const page = await visitor(browser)
  await begin(page)
  await tell(page, ['story'])
  await at(page, '/check')
  // Two clicks at once: the browser sends both, the first answer is thrown away.
  await Promise.all([
    page.waitForURL('**/sent'),
    page.evaluate(() => document.querySelectorAll('main form').forEach(form => [form.requestSubmit(), form.requestSubmit()])),
  ])
  await page.waitForLoadState()
  await heading(page, 'Report sent')
  const first = await reference(page)
  await page.reload()
  assert.equal(await reference(page), first, 'refreshing shows the same')
  await page.goBack()
  await heading(page, 'Report sent')
  assert.equal(await reference(page), first, 'Back shows the same')
  await page.context().close()
}

async function backAndAgain(browser) {
  const page = await visitor(browser, { script: false })
  await begin(page)
  await tell(page, ['story'])
  await at(page, '/check')
  const form = await page.locator('main form input[name=token]').getAttribute('value')
  await press(page, 'Send report')
  const first = await reference(page)
  // The form of before, from a page that a browser has kept.
  const answer = await page.context().request.post(`${base}/check`, { form: { token: form } })
  assert.ok(answer.url().endsWith('/sent'), answer.url())
  assert.ok((await answer.text()).includes(first), 'a second report was sent')
  await page.context().close()
}

async function backNeverBreaks(browser, script) {
  const page = await visitor(browser, { script })
  await begin(page)
  await tell(page, ['story', 'relation', 'person', 'role'])
  for (const [title, path] of [['What is their role? (optional)', '/step/8'], ['What do you know about the police person?', '/step/7'], ['How do you know about this? (optional)', '/step/2']]) {
    await page.goBack()
    await heading(page, title)
    assert.ok(page.url().endsWith(path))
  }
  assert.ok(await page.getByLabel('It is happening, or happened, to me', { exact: true }).isChecked())
  await choose(page, 'I saw or heard it')
  await onward(page)
  assert.equal(await page.getByLabel('Name or nickname (optional)', { exact: true }).inputValue(), 'Robin Quillfeather')
  await follow(page, 'Back')
  await follow(page, 'Back')
  assert.equal(await page.getByRole('textbox').first().inputValue(), story)
  await page.context().close()
}

async function twoTabs(browser) {
  const page = await visitor(browser)
  await begin(page)
  await tell(page, ['story'])
  const other = await page.context().newPage()
  await at(other, '/step/12')
  await at(page, '/step/16')
  await fill(other, { 'Where did it happen? (optional)': 'In the other tab' })
  await onward(other)
  await choose(page, 'For it to stop')
  await onward(page)
  await at(page, '/check')
  for (const answer of [story, 'In the other tab', 'For it to stop']) await says(page, answer)
  await at(other, '/check')
  await press(page, 'Send report')
  const first = await reference(page)
  await press(other, 'Send report')
  assert.equal(await reference(other), first)
  await page.context().close()
}

async function twoReports(browser) {
  const page = await visitor(browser)
  const first = await shortReport(page, { mailbox: false })
  const second = await shortReport(page, { mailbox: false })
  assert.notEqual(first.reference, second.reference)
  await page.context().close()
}

await withBrowser(browser => run({
  'a reporter tells and comes back, with script': () => journey(browser, true),
  'a reporter tells and comes back, without script': () => journey(browser, false),
  'who cannot keep the words goes on without': () => giveUp(browser),
  'a report without a word is not sent': () => nothingSaid(browser),
  'two clicks send once': () => twice(browser),
  'an old form sends nothing again': () => backAndAgain(browser),
  'Back never breaks, with script': () => backNeverBreaks(browser, true),
  'Back never breaks, without script': () => backNeverBreaks(browser, false),
  'two tabs write one report': () => twoTabs(browser),
  'a second report can follow': () => twoReports(browser),
}))
