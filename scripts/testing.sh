# shellcheck shell=sh
# ./dev test, abi and valgrind. Every part leaves JUnit files in build/results; scripts/testing.py
# adds them up to the closing line.

results=build/results
abi_baseline=libphony/abi/libphony.abi

dev_test() {
    # shellcheck disable=SC2086 # lists of words
    need_packages $build_packages $demo_packages $test_packages
    rm -rf "$results"
    mkdir -p "$results"
    sanitizer_options
    if [ $# -eq 0 ]; then
        test_in_build asan
        test_threads
        test_cli
        test_abi
        test_bindings
    fi
    for name in "$@"; do
        case $name in
            libphony | unit) test_in_build unit --suite unit ;;
            threads) test_threads ;;
            cli) test_cli ;;
            abi) test_abi ;;
            bindings) test_bindings ;;
            python)
                test_binding python
                test_binding integrations
                ;;
            install | integrations | php | laravel | node) test_binding "$name" ;;
            *) test_by_name "$name" ;;
        esac
    done
    heading 'Result'
    "$python" scripts/testing.py count "$results"
}

# Undefined behaviour ends a test like any other error.
sanitizer_options() {
    export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}"
    export UBSAN_OPTIONS="${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}"
    export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:second_deadlock_stack=1}"
}

# record NAME STATUS: the outcome of something that is not a test program.
record() {
    "$python" scripts/testing.py record "$results" "$1" "$2"
}

configure_asan() {
    configure test --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_ndebug=false \
        -Dwerror=true
}

configure_tsan() {
    configure tsan --buildtype=debugoptimized -Db_sanitize=thread -Db_ndebug=false -Dwerror=true
}

# run_tests BUILD LABEL OPTION...: builds what the selected tests need and runs them.
run_tests() {
    build=$1 label=$2
    shift 2
    if ! targets=$("$python" scripts/testing.py targets "build/$build" "$@"); then
        return 0
    fi
    # shellcheck disable=SC2086 # a list of words; empty: all
    if ! compile "$build" $targets; then
        record "$label compiles" failed
        return 0
    fi
    unrandomised meson test -C "build/$build" --no-rebuild --print-errorlogs --logbase "$label" \
        --num-processes "$(jobs)" --timeout-multiplier 3 "$@" || true
    mv "build/$build/meson-logs/$label.json" "build/$build/meson-logs/$label.junit.xml" "$results/"
}

# test_in_build LABEL OPTION...: meson's tests under AddressSanitizer and UBSan.
test_in_build() {
    heading "Tests: $1, with AddressSanitizer and UBSan"
    configure_asan || {
        record 'build/test is configured' failed
        return 0
    }
    run_tests test "$@"
}

test_threads() {
    heading 'Tests: threads, with ThreadSanitizer'
    configure_tsan || {
        record 'build/tsan is configured' failed
        return 0
    }
    run_tests tsan tsan --suite threads
}

# A suite or a test that meson knows by this name.
test_by_name() {
    configure_asan || fail 'the test build cannot be configured'
    for option in "--suite $1" "$1"; do
        # shellcheck disable=SC2086 # an option and its value
        if "$python" scripts/testing.py targets build/test $option >/dev/null; then
            # shellcheck disable=SC2086
            test_in_build "$1" $option
            return 0
        fi
    done
    fail "no suite and no test is named $1"
}

# The command line's tests, on the program with AddressSanitizer.
test_cli() {
    [ -d tests/cli ] || return 0
    heading 'Tests: the command line, the reference implementation, SQL in real databases'
    if ! configure_asan || ! compile test || ! phony=$(program test); then
        record 'the command line compiles' failed
        return 0
    fi
    # Exit status 5 is pytest's for "no tests"; the count tells.
    PHONY=$phony unrandomised "$python" -B -m pytest tests/cli tests/vectors tests/sql tests/db -q \
        -p no:cacheprovider --junitxml "$results/cli.junit.xml" || [ -s "$results/cli.junit.xml" ] ||
        record 'the command line' failed
}

# ---- ABI -----------------------------------------------------------------------------------------

test_abi() {
    [ -f "$abi_baseline" ] || return 0
    heading 'Tests: the ABI against its baseline'
    if abi_compare; then
        record 'the ABI is that of the baseline' passed
    else
        record 'the ABI is that of the baseline' failed
    fi
}

# Any difference fails, appended things too: it takes a look and a renewed baseline.
abi_compare() {
    build_release && abi_describe build/libphony.abi || return 1
    abidiff --no-show-locs "$abi_baseline" build/libphony.abi && return 0
    echo "dev: the ABI differs from $abi_baseline; where that is meant, run: ./dev abi --update" >&2
    return 1
}

abi_describe() {
    abidw --no-show-locs --no-corpus-path --no-comp-dir-path --headers-dir libphony/include \
        --drop-private-types --out-file "$1" build/release/libphony/libphony.so
}

dev_abi() {
    # shellcheck disable=SC2086 # a list of words
    need_packages $build_packages abigail-tools
    case ${1:-} in
        --update)
            build_release || fail 'the release build failed'
            mkdir -p "${abi_baseline%/*}"
            abi_describe "$abi_baseline" || fail 'abidw failed'
            note "wrote $abi_baseline"
            ;;
        '')
            [ -f "$abi_baseline" ] || fail "no baseline yet ($abi_baseline): ./dev abi --update"
            abi_compare || exit 1
            note "the ABI is that of $abi_baseline"
            ;;
        *) fail "abi takes --update or nothing, not $1" ;;
    esac
}

# ---- valgrind ------------------------------------------------------------------------------------

# Slower than the sanitizers, and sees what they do not: values used before they are set.
dev_valgrind() {
    # shellcheck disable=SC2086 # lists of words
    need_packages $build_packages $test_packages valgrind
    configure valgrind --buildtype=debugoptimized -Db_ndebug=false || fail 'cannot be configured'
    [ $# -gt 0 ] || set -- --suite unit
    meson test -C build/valgrind --print-errorlogs --timeout-multiplier 30 \
        --wrapper 'valgrind -q --error-exitcode=99 --leak-check=full' "$@"
}
