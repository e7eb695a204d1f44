// Prints every cell of a workbook as SheetJS reads it: {sheet: {cell: {t, v, f, z, link}}}.
//   node sheetjs.js node_modules/xlsx FILE
const book = require(process.argv[2]).readFile(process.argv[3], {cellNF: true, cellFormula: true, sheetStubs: false});
const out = {};
for (const name of book.SheetNames) {
  out[name] = {};
  for (const [place, cell] of Object.entries(book.Sheets[name])) {
    if (place[0] === '!') continue;
    out[name][place] = {t: cell.t, v: cell.v, f: cell.f, z: cell.z, link: cell.l && cell.l.Target};
  }
}
console.log(JSON.stringify(out));
