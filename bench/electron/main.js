/** The least that an Electron program needs for a tray icon: an icon, a menu of two items, and no window. */
const { join } = require('node:path');
const { app, Menu, Tray } = require('electron');

let tray;
app.whenReady().then(() => {
  tray = new Tray(join(__dirname, 'icon.png'));
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Test' }, { role: 'quit' }]));
});
