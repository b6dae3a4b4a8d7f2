# shellcheck shell=sh
# ./dev test bindings (and install, python, integrations, php, laravel, node): the installation, and
# the suites of the bindings, on the release library; those of the runtimes themselves once more on
# the library with AddressSanitizer. ./dev bench bindings: their figures beside their peers'.
#
# A binding is a function NAME_suite here, that is given what to run commands with and the name of
# its JUnit file, and a line in binding_packages (common.sh).

bindings='python integrations php laravel node install'
sanitized_bindings='python php laravel node'

test_bindings() {
    for binding in $bindings; do
        test_binding "$binding"
    done
    for binding in $sanitized_bindings; do
        test_sanitized "$binding"
    done
}

# test_binding NAME: on the library as it is shipped.
test_binding() {
    heading "Tests: $1, on the release build"
    # shellcheck disable=SC2046,SC2086 # lists of words
    need_packages $build_packages $(binding_packages "$1")
    if ! build_release || ! phony=$(program release); then
        record "the release build, for $1" failed
        return 0
    fi
    library=$root/build/release/libphony/libphony.so
    run_suite "$1" on_release "$1"
}

# test_sanitized NAME: the same suite, with the library of the test build.
test_sanitized() {
    heading "Tests: $1, with AddressSanitizer and UBSan"
    if ! build_sanitized; then
        record "the test build, for $1" failed
        return 0
    fi
    library=$root/build/test/libphony/libphony.so
    if ! "$1_starts" on_sanitized >"build/$1-asan.log" 2>&1; then
        note "$1 does not run with AddressSanitizer here (build/$1-asan.log)"
        record "$1 with AddressSanitizer" skipped
        return 0
    fi
    run_suite "$1" on_sanitized "$1-asan"
}

# run_suite BINDING RUNNER NAME: what the suite's own results do not tell, its exit status does.
run_suite() {
    status=0
    "$1_suite" "$2" "$3" || status=$?
    "$python" scripts/testing.py settle "$results" "$3" "$status"
}

# ---- What commands run with ----------------------------------------------------------------------

on_release() {
    env PHONY_LIBRARY="$library" PHONY="$phony" "$@"
}

# The runtimes come without AddressSanitizer, so that its library has to be loaded first. Their own
# allocators are put aside, for what they hide; their leaks are theirs. PHONY_SANITIZED tells suites
# that figures of memory and time mean nothing.
on_sanitized() {
    unrandomised env LD_PRELOAD="$root/build/shallow_dlopen.so $(sanitizer_runtime)" \
        ASAN_OPTIONS="$ASAN_OPTIONS:$sanitized_options" PYTHONMALLOC=malloc USE_ZEND_ALLOC=0 \
        PHONY_SANITIZED=1 PHONY_LIBRARY="$library" PHONY="$phony" "$@"
}

sanitized_options=detect_leaks=0:quarantine_size_mb=32:verify_asan_link_order=0

sanitizer_runtime() {
    "${CC:-cc}" -print-file-name=libasan.so
}

build_sanitized() {
    configure_asan && compile test && phony=$(program test) &&
        "${CC:-cc}" -D_GNU_SOURCE -O1 -Wall -Wextra -Werror -shared -fPIC \
            -o build/shallow_dlopen.so scripts/shallow_dlopen.c
}

# ---- The suites ----------------------------------------------------------------------------------

# A prefix of its own, compiled quickly: where models lie is a part of the library.
install_suite() {
    configure prefix --buildtype=plain -Dtests=false -Dsimd=false \
        "--prefix=$root/build/installed" && compile prefix || return 1
    rm -rf build/installed
    "$1" env PHONY_BUILD="$root/build/release" PHONY_PREFIX_BUILD="$root/build/prefix" \
        "$python" -B -m pytest tests/install -q -p no:cacheprovider \
        --junitxml "$results/$2.junit.xml"
}

python_suite() {
    "$1" "$python" -B -m pytest bindings/python/tests --ignore bindings/python/tests/integrations \
        -q -p no:cacheprovider --junitxml "$results/$2.junit.xml"
}

# What Python's frameworks get: by itself, since pytest's own plug-ins are tested by it.
integrations_suite() {
    "$1" "$python" -B -m pytest bindings/python/tests/integrations -q -p no:cacheprovider \
        --junitxml "$results/$2.junit.xml"
}

python_starts() {
    "$1" "$python" -c 'import ctypes, os; ctypes.CDLL(os.environ["PHONY_LIBRARY"])'
}

php_suite() {
    "$1" phpunit -c bindings/php/phpunit.xml.dist --log-junit "$results/$2.junit.xml"
}

php_starts() {
    "$1" php -r 'FFI::cdef("const char *phony_version(void);", getenv("PHONY_LIBRARY"));'
}

laravel_starts() {
    php_starts "$@"
}

laravel_suite() {
    "$1" phpunit -c bindings/laravel/phpunit.xml.dist --log-junit "$results/$2.junit.xml"
}

# What `npm test` does, in its two steps: npm itself is not under test.
node_suite() {
    node_modules && node_addon "$1" || return 1
    vitest=0
    (
        cd bindings/node
        [ -n "$bold" ] || export NO_COLOR=1
        PHONY_JUNIT=$root/$results/$2.junit.xml
        export PHONY_JUNIT
        "$1" node node_modules/vitest/vitest.mjs run
    ) || vitest=$?
    # An addon with the sanitizer is of no use to anybody else.
    [ "$1" = on_release ] || node_addon on_release
    return $vitest
}

node_starts() {
    "$1" node -e 'process.exit(0)'
}

# What package-lock.json names, where it is not there yet.
node_modules() {
    [ -z "$(find bindings/node/package-lock.json -newer \
        bindings/node/node_modules/.package-lock.json 2>&1)" ] ||
        npm --prefix bindings/node ci --ignore-scripts --no-audit --no-fund
}

node_addon() {
    sanitize=''
    [ "$1" != on_sanitized ] || sanitize='-- -Dsanitize=address'
    PHONY_GYP=$sanitize npm --silent --prefix bindings/node run build
}

# ---- Figures -------------------------------------------------------------------------------------

# Beside the peers of the same language, in the same run; on a machine that does nothing else.
dev_bench_bindings() {
    [ $# -eq 0 ] || fail 'bench bindings takes no arguments'
    # shellcheck disable=SC2046,SC2086 # lists of words
    need_packages $build_packages $(for name in python php node; do binding_packages "$name"; done)
    if ! build_release || ! phony=$(program release); then
        fail 'the release build failed'
    fi
    library=$root/build/release/libphony/libphony.so
    if ! node_modules || ! node_addon on_release; then
        fail 'the addon of Node cannot be built'
    fi
    bench_binding python "$python" -B bindings/python/bench.py
    bench_binding php php bindings/php/bench.php
    bench_binding node node bindings/node/bench.mjs
    heading 'Bindings, beside their peers'
    "$python" scripts/bench_bindings.py build/bench-bindings.json python=build/bench-python.jsonl \
        php=build/bench-php.jsonl node=build/bench-node.jsonl
}

# bench_binding NAME COMMAND...
bench_binding() {
    name=$1
    shift
    note "$*"
    on_release "$@" >"build/bench-$name.jsonl" || fail "failed: $*"
}
