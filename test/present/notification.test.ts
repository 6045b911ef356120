import { describe, expect, test } from 'vitest';
import { notificationText } from '../../src/present/notification.ts';

describe('a notification says on Linux', () => {
  test.each([
    [
      'markup as text',
      'A & B',
      '<b>1 < 2</b> & <a href="x">y</a>',
      'A & B',
      '&lt;b&gt;1 &lt; 2&lt;/b&gt; &amp; &lt;a href="x"&gt;y&lt;/a&gt;',
    ],
    ['a leading hyphen', '--help', '-u critical', '\u200B--help', '\u200B-u critical'],
    ['backslashes', 'C:\\temp', 'C:\\new\\table', 'C:\\temp', 'C:\\\\new\\\\table'],
    ['NUL, escape characters and new lines', 'a\0b', 'one\r\ntwo\u001B[0m', 'a b', 'one two [0m'],
    ['half a character', '\uD83D', 'a\uDE00', '\uFFFD', 'a\uFFFD'],
  ])('%s', (_name, title, body, shownTitle, shownMessage) => {
    expect(notificationText({ title, body }, 'linux')).toEqual({ title: shownTitle, message: shownMessage });
  });
});

test('a notification says on Windows what it says, without control characters', () => {
  const words = { title: '-a & <b>', body: 'C:\\new\nline\u001B' };
  expect(notificationText(words, 'win32')).toEqual({ title: '-a & <b>', message: 'C:\\new line ' });
});
