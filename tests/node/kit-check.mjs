// The browser kit holds what it promises: a check that never fails would let everything pass.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import {
  accessible, axe, choose, continueWith, fitsWidth, freshPage, heading, keepsNothing, light, phone, pick, run, says,
  saysNot, shot, weigh, withBrowser,
} from './kit.mjs'

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; img-src data:"
const page = (title, body) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,">` +
  `<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>${title}</h1>${body}</main></body></html>`
const pages = {
  '/': page('Story', '<form method="post" action="/next"><label for="s">What happened?</label><textarea id="s" name="s"></textarea>' +
    '<fieldset><legend>Who?</legend><input type="radio" name="w" id="w1"><label for="w1">A police officer</label></fieldset>' +
    '<label for="f">Force</label><select id="f" name="f"><option>One</option><option>Two</option></select><button>Continue</button></form>'),
  '/next': page('Next', '<p>Thank you</p>'),
  '/unlabelled': page('Unlabelled', '<input name="x">'),
  '/wide': page('Wide', '<p style="width: 900px">Wide</p>'),
  '/heavy': page('Heavy', `<p>${'abcdefg '.repeat(4000)}</p>`),
  '/keeps': page('Keeps', '<script src="/keeps.js"></script>'),
  '/keeps.js': 'localStorage.setItem("a", "b")',
}

function answer(request, response) {
  const body = pages[request.url]
  const strict = request.url === '/wide' || request.url === '/elsewhere' ? {} : { 'content-security-policy': policy }
  const type = request.url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
  response.writeHead(body ? 200 : 404, { 'content-type': type, ...strict }).end(body ?? '')
}

async function served() {
  const server = createServer(answer)
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${server.address().port}`
}

const [base, other] = [await served(), await served()]
pages['/elsewhere'] = page('Elsewhere', `<iframe title="Other" src="${other}/next"></iframe>`)

await withBrowser(browser => run({
  'a good page passes, with script and without': async () => {
    for (const script of [true, false]) {
      const page = await freshPage(browser, { script })
      await page.goto(base)
      await heading(page, 'Story')
      await accessible(page)
      await shot(page, 'kit-story')
      await keepsNothing(page)
      await choose(page, 'A police officer')
      await pick(page, 'Force', 'Two')
      await continueWith(page, { 'What happened?': 'Once' })
      await heading(page, 'Next')
      await says(page, 'Thank you')
      await saysNot(page, 'Story')
      await page.context().close()
    }
    const load = await light(browser, base, { requests: 1, bytes: 2000 })
    assert.ok(load.bytes > 500, `${load.bytes} bytes`)
  },
  'a field without a label is found': async () => {
    const page = await freshPage(browser)
    await page.goto(`${base}/unlabelled`)
    await assert.rejects(axe(page), /label/)
  },
  'a page wider than a phone is found': async () => {
    const page = await freshPage(browser, { viewport: phone })
    await page.goto(`${base}/wide`)
    await assert.rejects(fitsWidth(page), /900|9\d\d px wide/)
  },
  'a heavy page is found': () => assert.rejects(light(browser, `${base}/heavy`), /bytes, at most/),
  'a request elsewhere is found': () =>
    assert.rejects(weigh(browser, `${base}/elsewhere`, { script: false }), /makes requests elsewhere/),
  'something kept is found': async () => {
    const page = await freshPage(browser)
    await page.goto(`${base}/keeps`)
    await assert.rejects(keepsNothing(page), /keeps something/)
  },
}))
