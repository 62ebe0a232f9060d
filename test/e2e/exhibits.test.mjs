// A file is handed in with a case, its original comes back byte for byte, and an exhibit of the case's
// trace is asked for, made, proven in the console and downloaded; the program proves it again from the
// file alone. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { binary, enter, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';

let city;
let browser;
let complaints;
let desk;
let id;
const folder = mkdtempSync(join(tmpdir(), 'holdfast-exhibit-'));
const pdf = '%PDF-1.7\n聊天记录';

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  desk = await openWindow(browser, complaints);
  await enter(desk, city, 'zhang');
  id = await until('a case whose payment was found', async () => {
    for (const each of (await read(desk, '/cases?state=open')).items) {
      const trace = await read(desk, `/cases/${each.id}/trace`);
      if (trace.transfers?.length > 2) return each.id;
    }
    return undefined;
  });
});
after(async () => {
  await browser?.close();
  await city?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function saved(download) {
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

test('a file is kept with the case and comes back byte for byte', async () => {
  const path = join(folder, '聊天记录.pdf');
  writeFileSync(path, pdf);
  await desk.goto(`${city.address}/#/cases/${id}?tab=evidence`);
  await desk.getByText('本案还没有材料').waitFor();
  await desk.getByLabel('文件', { exact: true }).first().setInputFiles(path);
  await desk.getByLabel('说明').fill('被害人手机截取');
  await desk.getByRole('button', { name: '收存', exact: true }).click();
  await desk.getByText('被害人手机截取').waitFor();
  await desk.getByText('未查毒').waitFor();
  await shot(desk, 'evidence-files');
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: '调取原件' }).click()]);
  assert.equal(readFileSync(await saved(download), 'utf8'), pdf);
});

test('an exhibit is made beside everything else, and proves itself', async () => {
  await desk.goto(`${city.address}/#/cases/${id}?tab=flow`);
  await desk.getByRole('button', { name: '资金追踪材料' }).click();
  const dialog = desk.getByRole('dialog', { name: '资金追踪材料' });
  await dialog.getByText('还没有制作过').waitFor();
  await dialog.getByLabel('事由').fill('移送审查起诉');
  await dialog.getByRole('button', { name: /^制作/ }).click();
  await dialog.getByText('已制成').waitFor();
  await dialog.getByRole('button', { name: '核验' }).click();
  await dialog.getByText('核验通过').waitFor();
  await shot(desk, 'exhibit-proven');
  const [download] = await Promise.all([desk.waitForEvent('download'), dialog.getByRole('link', { name: /下载/ }).click()]);
  const file = await saved(download);
  const said = execFileSync(binary, ['verify-exhibit', file], { encoding: 'utf8' });
  assert.match(said, /proven: unchanged/);
  const { items } = await read(desk, `/cases/${id}/exhibits`);
  assert.equal(items[0].state, 'made');
  await desk.goto(`${city.address}/#/cases/${id}?tab=timeline`);
  await desk.getByText('已制成').first().waitFor();
  assert.deepEqual(complaints, []);
});
