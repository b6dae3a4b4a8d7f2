/* member.h: structs of the library from and to JavaScript objects, by the tables that are made from
 * spec/api.json: min_length is minLength. */
#ifndef PHONY_NODE_MEMBER_H
#define PHONY_NODE_MEMBER_H

#include "call.h"

/* A struct, and the table of its members. */
struct member_target {
    void *structure;
    const struct phony_member *members;
};
#define MEMBER_TARGET(pointer, type)                                                               \
    {                                                                                              \
        (pointer), type##_members                                                                  \
    }

/* Reads an object's properties into the first of the structs that has such a member; an unknown
 * property is an error. undefined and null are as if they were not there. Texts live as long as
 * the call. Throws and gives false. */
bool member_read(struct call *call, napi_value object, const struct member_target *targets,
                 size_t count);

/* An object of all members; 64-bit numbers that are not exact as numbers are bigints. NULL on
 * failure. */
napi_value member_write(napi_env env, const void *structure, const struct phony_member *members);

#endif
