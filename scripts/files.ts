import { existsSync, readdirSync } from 'node:fs';

/** The files below a folder whose names end in `ending`, as paths from the working directory, sorted; none where the folder does not exist. */
export function filesUnder(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort();
}
