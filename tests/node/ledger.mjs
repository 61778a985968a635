// The engagement officer's other pages: the ledger and its calendar, campaigns, materials, imports and exports.
import { fill, follow, next, pick, press, run, says, staff, withBrowser } from './kit.mjs'
import { look, signIn, visitor } from './people.mjs'

const pages = [
  '/staff/engagements', '/staff/engaged', '/staff/follow-ups', '/staff/follow-ups?who=all', '/staff/calendar',
  '/staff/calendar?view=list', '/staff/campaigns', '/staff/campaigns/new', '/staff/materials', '/staff/materials/new',
  '/staff/materials/words', '/staff/imports',
]

async function officer(browser, script, who) {
  const page = await visitor(browser, { script })
  await signIn(page, who)
  return page
}

async function everyPage(page, script) {
  for (const path of pages) {
    await page.goto(staff + path)
    await look(page, `${path.slice(7).replace(/\W+/g, '-')}-${script}`)
  }
}

/** A briefing of three agencies, in a few steps. */
async function logs(page, script) {
  await page.goto(`${staff}/staff/engagements/new`)
  await look(page, `log-who-${script}`)
  // Those met lately are offered; others are found by a part of their name, and what is ticked stays ticked.
  await fill(page, { 'Find other agencies': 'house' })
  await press(page, 'Find agencies')
  const boxes = page.getByRole('checkbox')
  for (const index of [0, 1, 2]) await boxes.nth(index).check()
  await press(page, 'Continue')
  await look(page, `log-${script}`)
  await fill(page, { Minutes: 'an hour' })
  await press(page, 'Log engagement')
  await says(page, 'There is a problem')
  await look(page, `log-wrong-${script}`)
  await fill(page, { Minutes: '45', 'People reached directly': '12' })
  await pick(page, 'Part of the campaign', 'Thirteen road shows')
  await press(page, 'Log engagement')
  await says(page, 'The engagement is in the ledger')
  await look(page, `engagement-${script}`)
  await follow(page, 'Log another like this')
  await look(page, `log-another-${script}`)
}

async function campaign(page, script) {
  await page.goto(`${staff}/staff/campaigns`)
  await next(page, () => page.locator('main tbody a').first().click())
  await look(page, `campaign-${script}`)
  await follow(page, 'Choose target agencies')
  await look(page, `campaign-targets-${script}`)
}

async function material(page, script) {
  await page.goto(`${staff}/staff/materials`)
  await next(page, () => page.locator('main tbody a').first().click())
  await look(page, `material-${script}`)
}

/** A messy list: its columns, what would become of each row, and what was written. */
async function readsIn(page, script) {
  const list = [
    'Partners of the safeguarding unit;;;', 'Organisation;Type of service;Tel;Notes',
    `Larkrise Refuge ${script};Refuge;01632 960 ${script ? 555 : 556};first Monday`, ';;;',
    `Larkrise Advice ${script};Debt or advice;not known;`, '',
  ].join('\r\n')
  await page.goto(`${staff}/staff/imports`)
  await page.locator('input[type=file]').setInputFiles({ name: 'partners.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await press(page, 'Continue')
  await look(page, `import-columns-${script}`)
  await press(page, 'Check the rows')
  await page.waitForURL(url => !url.pathname.endsWith('/columns'))
  for (let tries = 0; tries < 20 && await page.locator('progress').count(); tries++) await page.reload()
  await says(page, `Larkrise Refuge ${script}`)
  await look(page, `import-result-${script}`)
}

async function walk(browser, script) {
  const page = await officer(browser, script, script ? 'Callum Birch' : 'Imogen Vale')
  await everyPage(page, script)
  await logs(page, script)
  await campaign(page, script)
  await material(page, script)
  await readsIn(page, script)
  await page.context().close()
}

await withBrowser(browser => run({
  'the ledger, with script': () => walk(browser, true),
  'the ledger, without script': () => walk(browser, false),
}))
