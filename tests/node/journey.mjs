// The public side as a reporter meets it, with script and without, on a phone and on a desk.
import { accessible, base, desktop, freshPage, keepsNothing, light, phone, run, shot, withBrowser } from './kit.mjs'

const visitors = {
  'with script': { script: true, viewport: desktop },
  'without script, on a phone': { script: false, viewport: phone },
}

await withBrowser(async browser => {
  const steps = {}
  for (const [who, options] of Object.entries(visitors)) {
    steps[`the start page can be used ${who}`] = async () => {
      const page = await freshPage(browser, options)
      await page.goto(base)
      await accessible(page)
      await keepsNothing(page)
      await shot(page, `start ${who}`.replace(/\W+/g, '-'))
      await page.context().close()
    }
    steps[`the start page is light ${who}`] = async () => {
      await light(browser, base, options)
    }
  }
  await run(steps)
})
