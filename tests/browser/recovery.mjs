// What a page leaves unsaved is brought back by the next one, with its undo, and by no page beside it.

export async function recovery(window) {
  const first = await window.beside();
  await first.page.mouse.click(400, 620);
  await first.press("Control+a");
  await first.press("Delete");
  const isKept = () => Object.keys(localStorage).some((key) => key.startsWith("vpcanvas/unsaved-"));
  await first.page.waitForFunction(isKept, null, { timeout: 20_000 });
  const other = await window.beside();
  await other.says(/^saas-privatelink\.vpcanvas\.json/);
  await first.page.close();
  const next = await window.beside();
  await next.says(/Bring back unsaved changes to saas-privatelink\.vpcanvas\.json/);
  await next.page.keyboard.press("Enter");
  await next.says(/^saas-privatelink\.vpcanvas\.json: (?!.*Bring back)/);
  await next.page.keyboard.press("Control+z");
  await next.says(/All \d+ checks hold/);
  console.log("browser: what a closed page left unsaved is brought back by the next one, with its undo, and by no page beside it");
}
