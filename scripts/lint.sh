# shellcheck shell=sh
# ./dev lint and format. Every check runs even where one before it has failed.

source_folders='libphony phony-cli phony-engine tests bindings'

c_files() {
    for folder in $source_folders; do
        [ ! -d "$folder" ] || find "$folder" \
            \( -name node_modules -o -name build \) -prune -o -type f -name "$1" -print
    done | sort
}

shell_files() {
    find scripts tests models -type f -name '*.sh' ! -path 'scripts/*' | sort
    echo .ci/run
}

dev_format() {
    need_packages clang-format-14
    case ${1:-} in
        --check) set -- --dry-run -Werror ;;
        '') set -- -i ;;
        *) fail "format takes --check or nothing, not $1" ;;
    esac
    c_files '*.[ch]' | xargs clang-format-14 --style=file "$@"
}

dev_lint() {
    [ $# -eq 0 ] || fail 'lint takes no arguments'
    # shellcheck disable=SC2086 # lists of words
    need_packages $build_packages $test_packages $lint_packages
    lint_failed=''
    lint 'layout (clang-format)' dev_format --check
    lint 'shell scripts (shellcheck)' lint_shell
    lint 'gcc, without a warning' lint_build gcc
    lint 'clang, without a warning' lint_build clang
    lint 'phony.h alone, C89 to C++20' lint_header
    lint 'clang-tidy' lint_tidy
    lint 'cppcheck' lint_cppcheck
    [ -z "$lint_failed" ] || fail "lint:$lint_failed"
}

# lint TITLE COMMAND...
lint() {
    heading "$1"
    title=$1
    shift
    # In a shell of its own: a check may end with `fail`.
    if ("$@"); then
        note 'good'
    else
        lint_failed="$lint_failed [$title]"
    fi
}

lint_shell() {
    shellcheck --external-sources --check-sourced dev || return 1
    # shellcheck disable=SC2046 # names without spaces
    shellcheck $(shell_files)
}

lint_build() {
    CC=$1
    export CC
    configure "lint-$1" --buildtype=debugoptimized -Db_ndebug=false -Dwerror=true &&
        compile "lint-$1"
}

lint_header() {
    PHONY_HEADER=$root/libphony/include/phony.h sh tests/header/test_header.sh >build/header.tap
    ! grep -A 5 -B 20 '^not ok' build/header.tap
}

# Only what the clang build compiles has the options to be read with.
lint_tidy() {
    "$python" -c 'import json
for unit in json.load(open("build/lint-clang/compile_commands.json")):
    print(unit["file"])' | sed 's,^\.\./\.\./,,' | sort -u |
        xargs -n 1 -P "$(jobs)" clang-tidy --quiet -p build/lint-clang
}

lint_cppcheck() {
    cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr -j "$(jobs)" \
        --enable=warning,performance,portability --suppress=missingIncludeSystem \
        -D_GNU_SOURCE -D__GNUC__=12 -I libphony/include -I libphony libphony phony-cli
}
