// What programs import from '@phonycloud/phony'.

export { Generator, NameGenerator } from './generator.js';
export { Model, models, train } from './model.js';
export { libraryVersion } from './native.js';
export { Phony } from './phony.js';
export { forgetModels } from './source.js';
export { Entity, Rows, Schema } from './schema.js';
export {
    ArgumentError,
    CancelledError,
    ClosedError,
    EmptyError,
    EncodingError,
    ExhaustedError,
    IoError,
    LibraryError,
    LimitError,
    MemoryError,
    MismatchError,
    ModelError,
    NotFoundError,
    PhonyError,
    SchemaError,
    SpaceError,
    SyntaxError,
    VersionError,
} from './errors.js';
