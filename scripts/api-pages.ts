/**
 * Builds the API pages of every door into site/: `npm run docs`. Settings are in typedoc.json. A dead link is an error, and so is an export without a sentence; members may
 * be explained by the sentence of their interface.
 */
import { Application, ReflectionKind, TSConfigReader, TypeDocReader, type DeclarationReflection } from 'typedoc';
import { doors } from './doors.js';

const application = await Application.bootstrapWithPlugins({ entryPoints: doors().map(({ source }) => source) }, [new TypeDocReader(), new TSConfigReader()]);
const project = await application.convert();
if (project === undefined) process.exit(1);
application.validate(project);
const module = [ReflectionKind.Project, ReflectionKind.Module];
const unexplained = Object.values(project.reflections)
  .filter((reflection): reflection is DeclarationReflection => reflection.isDeclaration() && reflection.parent?.kindOf(module) === true)
  .filter((reflection) => !reflection.kindOf([...module, ReflectionKind.Reference]))
  .filter((reflection) => !reflection.hasComment() && !(reflection.signatures ?? []).some((signature) => signature.hasComment()));
for (const reflection of unexplained) application.logger.error(`${reflection.getFullName()} has no sentence` as never);
await application.generateOutputs(project);
process.exit(application.logger.hasErrors() || application.logger.hasWarnings() ? 1 : 0);
