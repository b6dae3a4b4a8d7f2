// The package for programs that import it. Programs that require it get the same objects.
import { createRequire } from 'node:module';

// Not by import: to find the names of a CommonJS file, Node would read it twice.
const phony = createRequire(import.meta.url)('./dist/index.cjs');

export const {
    ArgumentError,
    CancelledError,
    ClosedError,
    EmptyError,
    EncodingError,
    Entity,
    ExhaustedError,
    Generator,
    IoError,
    LibraryError,
    LimitError,
    MemoryError,
    MismatchError,
    Model,
    ModelError,
    NameGenerator,
    NotFoundError,
    Phony,
    PhonyError,
    Rows,
    Schema,
    SchemaError,
    SpaceError,
    SyntaxError,
    VersionError,
    forgetModels,
    libraryVersion,
    models,
    train,
} = phony;
