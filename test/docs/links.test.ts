import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder } from '../../scripts/files.js';

const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesUnder('docs', '.md')].filter((page) => existsSync(page));

/** The anchors of a page as code hosts make them: lower case, punctuation dropped, spaces as hyphens. */
function anchors(page: string): Set<string> {
  const prose = readFileSync(page, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  return new Set([...prose.matchAll(/^#+ +(.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')));
}

/** The links of a page that lead nowhere. Addresses on the web are not fetched. */
function dead(page: string): string[] {
  const prose = readFileSync(page, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    return !existsSync(file) || (anchor !== undefined && !anchors(file).has(anchor));
  });
}

describe('the links of the pages', () => {
  it.each(pages)('%s leads somewhere', (page) => {
    expect(dead(page)).toEqual([]);
  });

  it('are not all taken for good', () => {
    expect(pages.some((page) => /\]\((?![a-z]+:)/.test(readFileSync(page, 'utf8')))).toBe(true);
    expect(existsSync('docs/no-such-page.md')).toBe(false);
  });
});
