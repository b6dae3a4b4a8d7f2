# shellcheck shell=sh
# ./dev quality: what the models foresee and make, beside plain n-grams (scripts/quality).

# $PHONY, where set, is measured instead of the release build.
dev_quality() {
    # shellcheck disable=SC2086 # a list of words
    need_packages $build_packages python3
    if [ -z "${PHONY:-}" ]; then
        build_release || fail 'the release build failed'
        PHONY=$(program release) || fail 'the build has no program phony'
    fi
    export PHONY
    "$python" -B scripts/quality --jobs "$(jobs)" "$@"
}
