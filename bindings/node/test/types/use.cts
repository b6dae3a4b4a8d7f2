// The same package, required: read by tsc, never run.

import phony = require('@phonycloud/phony');
import drop = require('@phonycloud/phony/faker');

const names: string[] = new phony.Phony().name().take(2);
const id: string = drop.faker.string.uuid();
export = { names, id };
