// Opens pages in Debian's chromium, light and dark, and prints as JSON what is wrong, and every chart and table as it stands there.
//   node browse.js NODE_MODULES CHROMIUM PAGE...
const {spawn} = require('child_process');
const fs = require('fs'), os = require('os'), path = require('path');
const [modules, chromium, ...pages] = process.argv.slice(2);
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');

// Its own profile, and a port that chromium chooses and says.
function start(profile) {
  const browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
    '--disable-background-networking', '--disable-dev-shm-usage', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
    'about:blank'], {stdio: ['ignore', 'ignore', 'pipe']});
  return new Promise((resolve, reject) => {
    let said = '';
    browser.stderr.on('data', part => {
      said += part;
      const at = said.match(/DevTools listening on (ws:\S+)/);
      if (at) resolve({browser, endpoint: at[1]});
    });
    browser.on('exit', () => reject(new Error('chromium ended: ' + said)));
  });
}

// What the reader sees: of each section the charts' shapes, and its tables by caption.
function read() {
  const colour = shape => getComputedStyle(shape).fill;
  const table = element => ({
    caption: element.caption.textContent,
    columns: [...element.tHead.rows[0].cells].map(cell => cell.textContent),
    rows: [...element.querySelectorAll('tbody tr, tfoot tr')].map(row => [...row.cells].map(cell => cell.textContent))});
  return {
    language: document.documentElement.lang, title: document.title,
    headings: [...document.querySelectorAll('h1,h2,h3,h4')].map(heading => heading.tagName),
    landmarks: ['header', 'nav', 'main', 'footer'].map(name => document.querySelectorAll('body > ' + name).length),
    background: getComputedStyle(document.body).backgroundColor,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    sections: [...document.querySelectorAll('main > section')].map(section => ({
      id: section.id,
      charts: [...section.querySelectorAll('svg')].map(chart => ({
        name: chart.getAttribute('aria-label'),
        shapes: [...chart.querySelectorAll('[data-value]')].map(shape => ({
          row: shape.dataset.row, column: shape.dataset.column, value: shape.dataset.value, title: shape.textContent,
          width: shape.width && shape.width.baseVal.value, colour: colour(shape)}))})),
      tables: [...section.querySelectorAll('table')].map(table)}))};
}

// From the top of the page, by the tabulator alone: the skip link first, then on to where the keyboard can scroll and unfold.
async function walk(page) {
  const reached = [];
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body ? null : element.className === 'skip' ? 'skip' : element.tagName;
    });
    if (!here) break;
    reached.push(here);
  }
  return reached;
}

async function look(browser, name, scheme, width, address) {
  const page = await browser.newPage(), problems = [], requests = [];
  page.on('console', message => problems.push('console: ' + message.text()));
  page.on('pageerror', error => problems.push('page: ' + error.message));
  page.on('request', request => requests.push(request.url()));
  await page.setViewport({width, height: 900});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
  await page.goto(address);
  await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
  const seen = await page.evaluate(read);
  const keys = scheme === 'light' ? await walk(page) : [];
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations', 'incomplete']}));
  for (const violation of found.violations)
    for (const node of violation.nodes) problems.push(`axe ${violation.id}: ${node.html.slice(0, 160)}`);
  const rules = found.passes.length;
  const picture = process.env.PICTURES;
  if (picture) await page.screenshot({path: path.join(picture, `${name}-${scheme}-${width}.png`), fullPage: true});
  await page.close();
  return {page: name, scheme, width, problems, rules, keys, requests: requests.filter(url => url !== address), seen};
}

(async () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'compare-html-'));
  const {browser, endpoint} = await start(profile);
  const found = [];
  try {
    const connected = await puppeteer.connect({browserWSEndpoint: endpoint});
    for (const file of pages)
      for (const [scheme, width] of [['light', 1280], ['dark', 375]])
        found.push(await look(connected, path.basename(path.dirname(file)), scheme, width, 'file://' + path.resolve(file)));
    await connected.close();
  } finally {
    const ended = new Promise(resolve => browser.once('exit', resolve));
    browser.kill();
    await ended;
    fs.rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
  }
  console.log(JSON.stringify(found));
})().catch(error => { console.error(error); process.exit(1); });
