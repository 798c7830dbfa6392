/** Builds the API pages of every door into site/: `npm run docs`. Settings are in typedoc.json; a missing sentence or a dead link is an error. */
import { Application, TSConfigReader, TypeDocReader } from 'typedoc';
import { doors } from './doors.js';

const application = await Application.bootstrapWithPlugins({ entryPoints: doors().map(({ source }) => source) }, [new TypeDocReader(), new TSConfigReader()]);
const project = await application.convert();
if (project !== undefined) {
  application.validate(project);
  await application.generateOutputs(project);
}
process.exit(project === undefined || application.logger.hasErrors() || application.logger.hasWarnings() ? 1 : 0);
