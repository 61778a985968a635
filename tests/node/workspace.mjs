// People of an agency who have come in: what they read, print and ask for, what they answer; and what comes of it at the desk.
import assert from 'node:assert/strict'
import { base, choose, facts, fill, fitsWidth, follow, heading, phone, press, run, says, saysNot, shot, staff, withBrowser } from './kit.mjs'
import { at, look, oneTimeCode, signIn, visitor } from './people.mjs'

/** A lead without script, a colleague with it: each answers the questions once. */
const who = script => facts.practitioners[script ? 1 : 0]
const leads = script => !script

async function comeIn(browser, script) {
  const page = await visitor(browser, { script })
  const { name, email, password } = who(script)
  await at(page, '/step/30')
  await fill(page, { 'Work email': email, Password: password, 'One-time code': oneTimeCode(who(script)) })
  await press(page, 'Sign in')
  await heading(page, `Welcome, ${name}`)
  return page
}

async function findsTheWay(page, script) {
  await look(page, `workspace-home-${script}`)
  const main = page.getByRole('main')
  assert.equal(await main.getByRole('link', { name: 'Colleagues' }).count() > 0, leads(script))
  for (const [link, title, called] of [
    ['Leaflets, posters and more', 'Leaflets, posters and more', 'materials'],
    ['What we did together', 'What we did together', 'together'],
    ['You said, we did', 'You said, we did', 'feedback'],
  ]) {
    await at(page, '/step/31')
    await follow(page, link)
    await heading(page, title)
    await look(page, `workspace-${called}-${script}`)
  }
}

/** Help is at the foot of every page, in the same place, and leads to where one wants to go. */
async function findsHelp(page, script) {
  for (const path of ['/step/31', '/step/32', '/step/41', '/step/44']) {
    await at(page, path)
    assert.equal(await page.locator('main p:last-of-type a').last().innerText(), 'Help and who to ask', path)
  }
  await follow(page, 'Help and who to ask')
  await heading(page, 'Help')
  for (const told of ['call 999', 'What happens with what you send', 'Who to ask']) await says(page, told)
  await look(page, `workspace-help-${script}`)
  await follow(page, 'Signs to look out for')
  await heading(page, 'Signs to look out for')
}

/** On paper there is nothing but the words: no menu, no way out, no address of ours. */
async function prints(page, script) {
  for (const [path, title, called, told] of [
    ['/step/36', 'Signs to look out for', 'signs', 'Only tell us what you already know'],
    ['/step/37', 'What you can choose', 'options', 'An ISVA helps people'],
  ]) {
    await at(page, path)
    await heading(page, title)
    await says(page, told)
    await look(page, `workspace-${called}-${script}`)
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.getByText(told).first().isVisible())
    for (const hidden of [page.getByRole('navigation', { name: 'Menu' }), page.getByText('You can print this page')]) {
      assert.ok(!await hidden.isVisible(), `${called}: ${await hidden.innerText().catch(() => '')}`)
    }
    await fitsWidth(page)
    await shot(page, `workspace-${called}-print-${script}`)
    await page.emulateMedia({ media: null })
  }
}

async function asks(page, script) {
  await at(page, '/step/31')
  await follow(page, 'Ask for a briefing or for materials')
  await heading(page, 'Ask us')
  await look(page, `workspace-ask-${script}`)
  await press(page, 'Ask for materials')
  await heading(page, 'Ask for materials')
  await look(page, `workspace-ask-materials-${script}`)
  await press(page, 'Send')
  await says(page, 'There is a problem')
  await look(page, `workspace-ask-materials-wrong-${script}`)
  await fill(page, { 'Leaflets: how many': script ? '61' : '62' })
  await choose(page, 'Call us about it')
  await press(page, 'Send')
  await says(page, 'We have it')
  await look(page, `workspace-asked-${script}`)
  await at(page, '/step/34/1')
  await look(page, `workspace-ask-briefing-${script}`)
  await fill(page, { 'About how many people': '14', 'Days and times that suit you': 'Thursday afternoons' })
  await press(page, 'Send')
  await says(page, 'Thursday afternoons')
}

async function answers(page, script) {
  await at(page, '/step/38')
  await heading(page, 'Three short questions')
  await look(page, `workspace-survey-${script}`)
  await press(page, 'Send answers')
  await says(page, 'There is a problem')
  await look(page, `workspace-survey-wrong-${script}`)
  for (const group of await page.getByRole('group').all()) await group.getByRole('radio', { name: 'I agree', exact: true }).check()
  await press(page, 'Send answers')
  await says(page, 'Thank you')
  await look(page, `workspace-survey-answered-${script}`)
  await at(page, '/step/38')
  await says(page, 'You have answered')
}

/** A network sees only how long pages are: those of this door are of one length. */
async function weighsTheSame(page) {
  for (const path of ['/step/31', '/step/33', '/step/34', '/step/34/2', '/step/36', '/step/37', '/step/38']) {
    const response = await page.context().request.get(base + path)
    assert.equal(response.status(), 200, path)
    assert.equal((await response.body()).length % (24 * 1024), 0, path)
  }
}

async function leavesNoScriptBehind(page) {
  await at(page, '/step/31')
  await press(page, 'Sign out')
  await heading(page, 'Sign in')
  await at(page, '/step/34')
  await heading(page, 'Sign in')
  await page.context().close()
}

async function theDeskSees(browser) {
  const page = await visitor(browser)
  await signIn(page, 'Callum Birch')
  await page.goto(`${staff}/staff/follow-ups?who=all`)
  await says(page, 'Asked by the agency: 61 leaflets')
  await says(page, 'Asked by the agency: 62 leaflets')
  await look(page, 'workspace-follow-ups')
  await page.getByRole('link', { name: /^What they asked for/ }).first().click()
  await says(page, 'Who sees to it')
  await look(page, 'workspace-request')
  await page.goto(`${staff}/staff/calls`)
  await look(page, 'workspace-calls')
  await page.goto(`${staff}/staff/feedback`)
  await look(page, 'workspace-staff-feedback')
  await follow(page, 'Add an entry')
  await fill(page, { 'You said': 'The posters are too small.', 'We did': 'There is a larger one.' })
  await look(page, 'workspace-staff-feedback-new')
  await press(page, 'Add entry')
  await says(page, 'It is written down')
  await follow(page, 'The posters are too small.')
  await look(page, 'workspace-staff-feedback-entry')
  await page.goto(`${staff}/staff/survey`)
  await heading(page, 'Three questions to practitioners')
  await says(page, 'Mean')
  await saysNot(page, 'NaN')
  await look(page, 'workspace-staff-survey')
  await page.setViewportSize(phone)
  await fitsWidth(page)
  await page.context().close()
}

const walk = (browser, script) => async () => {
  const page = await comeIn(browser, script)
  for (const step of [findsTheWay, findsHelp, prints, asks, answers]) await step(page, script)
  await weighsTheSame(page)
  await leavesNoScriptBehind(page)
}

await withBrowser(browser => run({
  'a colleague finds what they need, with script': walk(browser, true),
  'a lead finds what they need, without script': walk(browser, false),
  'the desk sees what was asked for, and answers': () => theDeskSees(browser),
}))
