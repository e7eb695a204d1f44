// Opens pages in Debian's chromium and prints as JSON what is wrong with them, and every chart and table as it stands there.
//   node browse.js NODE_MODULES CHROMIUM PAGE LOOK,LOOK... [PAGE LOOK,LOOK... ]
// A look is light-1280 or dark-375: the scheme and the width. axe-core sees two rows of each table and a dozen shapes of each chart:
// the others are alike, and all of them take it seconds. In the dark it looks at colours alone, as nothing else is another.
// PICTURES=DIRECTORY saves what each look shows.
const {spawn} = require('child_process');
const fs = require('fs'), os = require('os'), path = require('path');
const [modules, chromium, ...asked] = process.argv.slice(2);
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

// Parts of the browser write there for a moment after it has ended.
async function remove(profile) {
  for (let turn = 0; turn < 40 && fs.existsSync(profile); turn++) {
    try {
      fs.rmSync(profile, {recursive: true, force: true});
    } catch (error) {
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }
}

// What the reader sees: of each section the charts' shapes, and its tables by caption.
function read() {
  const table = element => ({
    caption: element.caption.textContent,
    columns: [...element.tHead.rows[0].cells].map(cell => cell.textContent),
    rows: [...element.querySelectorAll('tbody tr, tfoot tr')].map(row => [...row.cells].map(cell => cell.textContent))});
  const shape = element => [
    {row: element.dataset.row, column: element.dataset.column, value: element.dataset.value},
    ...('upColumn' in element.dataset
      ? [{row: element.dataset.row, column: element.dataset.upColumn, value: element.dataset.upValue}] : [])];
  return {
    language: document.documentElement.lang, title: document.title,
    headings: [...document.querySelectorAll('h1,h2,h3,h4')].map(heading => heading.tagName),
    landmarks: ['header', 'nav', 'main', 'footer'].map(name => document.querySelectorAll('body > ' + name).length),
    contents: [...document.querySelectorAll('nav a')].map(link => link.getAttribute('href').slice(1)),
    sections: [...document.querySelectorAll('main > section')].map(section => ({
      id: section.id,
      lists: [...section.querySelectorAll('li')].map(item => item.firstChild.textContent.trim()),
      charts: [...section.querySelectorAll('svg')].map(chart => ({
        name: chart.getAttribute('aria-label'), shapes: [...chart.querySelectorAll('[data-value]')].flatMap(shape)})),
      tables: [...section.querySelectorAll('table')].map(table)}))};
}

// What a keyboard must reach, in its order; and what it does reach, from the top by the tabulator alone.
function mark() {
  const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"], button, input, select')];
  all.forEach((element, number) => { element.dataset.stop = number; });
  return all.map(element => element.className === 'skip' ? 'skip' : element.tagName);
}

async function walk(page, most) {
  const reached = [];
  for (let i = 0; i < most + 5; i++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => document.activeElement.dataset.stop);
    if (here === undefined) break;
    reached.push(+here);
  }
  return reached;
}

// The widths at which the page, with all of its rows, is wider than what shows it.
async function sideways(page, looks) {
  const wide = [];
  for (const width of new Set(looks.map(look => +look[1]))) {
    await page.setViewport({width, height: 900});
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) wide.push(width);
  }
  return wide;
}

async function look(page, name, scheme, width, problems) {
  await page.setViewport({width, height: 900});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.evaluate(() => document.querySelectorAll('tbody tr:nth-child(n+3), svg > :nth-child(n+13)').forEach(part => part.remove()));
  const rules = scheme === 'dark' ? {runOnly: ['color-contrast', 'link-in-text-block']} : {};
  const found = await page.evaluate(async rules => {
    const said = await axe.run(document, {resultTypes: ['violations'], preload: false, ...rules});
    return {rules: said.passes.length, violations: said.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.html]))};
  }, rules);
  for (const [rule, html] of found.violations)
    problems.push(`${name}, ${scheme}, ${width}: axe ${rule}: ${html.slice(0, 160)}`);
  if (process.env.PICTURES)
    await page.screenshot({path: path.join(process.env.PICTURES, `${name}-${scheme}-${width}.png`), fullPage: true});
  return {scheme, width, background, rules: found.rules};
}

async function open(browser, file, looks) {
  const page = await browser.newPage(), problems = [], address = 'file://' + path.resolve(file);
  const name = path.basename(path.dirname(file));
  page.on('console', message => problems.push(`${name}: console: ${message.text()}`));
  page.on('pageerror', error => problems.push(`${name}: error: ${error.message}`));
  page.on('request', request => { if (request.url() !== address) problems.push(`${name}: asks for ${request.url()}`); });
  await page.setViewport({width: 1280, height: 900});
  await page.goto(address);
  await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
  const seen = await page.evaluate(read), stops = await page.evaluate(mark), reached = await walk(page, stops.length);
  await page.evaluate(axe);
  const looked = [];
  const wide = await sideways(page, looks);
  for (const width of wide) problems.push(`${name}: the page scrolls sideways at ${width}`);
  for (const [scheme, width] of looks) looked.push(await look(page, name, scheme, +width, problems));
  await page.close();
  return {name, problems, looked, stops, reached, seen};
}

(async () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'compare-html-'));
  const {browser, endpoint} = await start(profile);
  const found = [], ended = new Promise(resolve => browser.once('exit', resolve));
  try {
    const connected = await puppeteer.connect({browserWSEndpoint: endpoint});
    for (let i = 0; i < asked.length; i += 2) {
      found.push(await open(connected, asked[i], asked[i + 1].split(',').map(look => look.split('-'))));
    }
    await connected.close();
  } finally {
    browser.kill();
    await ended;
    await remove(profile);
  }
  console.log(JSON.stringify(found));
})().catch(error => { console.error(error); process.exit(1); });
