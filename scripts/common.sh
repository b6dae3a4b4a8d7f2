# shellcheck shell=sh
# What the commands of ./dev share: messages, Debian packages, meson builds.
# Read by ./dev, with the checkout as working folder and $root its absolute path.

build_packages='gcc libc6-dev meson ninja-build pkgconf
    zlib1g-dev libyajl-dev libsodium-dev libutf8proc-dev
    libpq-dev libmariadb-dev libsqlite3-dev'
demo_packages='miscfiles wamerican'
test_packages='check g++ python3 python3-pytest python3-jsonschema python3-pycparser abigail-tools
    mandoc postgresql mariadb-server-core mariadb-client-core'
installation_packages='make g++ binutils python3 python3-pytest'
python_packages='python3 python3-pytest python3-venv python3-pip python3-setuptools python3-wheel
    python3-numpy python3-fake-factory mypy'
integrations_packages="$python_packages python3-django python3-fastapi python3-httpx python3-dask
    python3-distributed python3-uvicorn"
php_packages='php8.2-cli php8.2-mbstring php8.2-opcache php8.2-xml php-faker phpunit composer'
laravel_packages="$php_packages php8.2-sqlite3 php8.2-mysql php8.2-pgsql mariadb-server-core
    postgresql
    php-illuminate-bus php-illuminate-collections php-illuminate-config php-illuminate-console
    php-illuminate-container php-illuminate-contracts php-illuminate-database
    php-illuminate-events php-illuminate-filesystem php-illuminate-macroable
    php-illuminate-pipeline php-illuminate-support php-illuminate-testing
    php-vlucas-phpdotenv"
lint_packages='check g++ clang clang-format-14 clang-tidy cppcheck shellcheck'

# Debian's own Python, which sees Debian's packages, whatever else is on the path.
python=/usr/bin/python3

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ -z "${CI:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$(printf '\033[1m') dim=$(printf '\033[2m') plain=$(printf '\033[0m')
else
    bold='' dim='' plain=''
fi

heading() {
    printf '\n%s%s%s\n' "$bold" "$*" "$plain"
}

note() {
    printf '  %s%s%s\n' "$dim" "$*" "$plain"
}

fail() {
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

jobs() {
    echo "${JOBS:-$(nproc)}"
}

# ---- Packages ------------------------------------------------------------------------------------

# The packages among the arguments that are not installed, one a line.
missing_packages() {
    # dpkg-query prints what it knows and fails for the rest.
    dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        awk -v wanted="$*" '
            $2 == "installed" { have[$1] = 1 }
            END {
                count = split(wanted, names)
                for (i = 1; i <= count; i++)
                    if (!(names[i] in have))
                        print names[i]
            }'
}

# The packages that a binding's tests and figures need: binding_packages NAME.
binding_packages() {
    case $1 in
        install) echo "$installation_packages" ;;
        python) echo "$python_packages" ;;
        integrations) echo "$integrations_packages" ;;
        php) echo "$php_packages" ;;
        laravel) echo "$laravel_packages" ;;
        node) node_packages ;;
    esac
}

# A Node that is there, of whatever origin, is kept: others' packages of it and Debian's npm exclude
# one another.
node_packages() {
    command -v node >/dev/null && command -v npm >/dev/null || echo 'nodejs npm libnode-dev'
    echo 'g++ make python3'
}

# Installs what is missing of the packages given.
need_packages() {
    if ! command -v dpkg-query >/dev/null; then
        note "no dpkg here; this needs what Debian calls: $*"
        return 0
    fi
    missing=$(missing_packages "$@" | sort -u | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0
    [ -z "${PHONY_NO_INSTALL:-}" ] || fail "missing packages (PHONY_NO_INSTALL is set): $missing"

    as_root=''
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            fail "not root and no sudo; as root, run: apt-get install --no-install-recommends $missing"
        as_root=sudo
    fi
    heading 'Packages'
    # shellcheck disable=SC2086 # a list of words
    printf '  installing %s\n' $missing
    mkdir -p build
    note 'this may take a minute or two; what apt-get says goes to build/packages.log'
    # shellcheck disable=SC2086
    install_packages $missing >build/packages.log 2>&1 || {
        tail -n 20 build/packages.log >&2
        fail "apt-get failed (build/packages.log); not installed: $missing"
    }
}

install_packages() {
    apt_get update && apt_get install -y --no-install-recommends "$@"
}

apt_get() {
    # shellcheck disable=SC2086 # $as_root is empty or one word
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# ---- Builds --------------------------------------------------------------------------------------

# configure NAME OPTION...: sets up build/NAME, anew where options, compiler or place have changed.
configure() {
    name=$1
    shift
    wanted="$root ${CC:-cc} ${CFLAGS:-} $*"
    if [ ! -f "build/$name/build.ninja" ] || [ "$(cat "build/$name/.configured")" != "$wanted" ]; then
        rm -rf "build/$name"
        mkdir -p build
        meson setup "build/$name" "$@" >"build/$name.log" 2>&1 || {
            tail -n 20 "build/$name.log" >&2
            return 1
        }
        echo "$wanted" >"build/$name/.configured"
    fi
    # Follows changes of the meson.build files, so that the lists of tests are those of today.
    ninja -C "build/$name" --quiet build.ninja >/dev/null
}

# compile NAME [TARGET...]: quiet unless something is wrong or a terminal shows the progress.
compile() {
    name=$1
    shift
    if [ -n "$bold" ]; then
        ninja -C "build/$name" -j "$(jobs)" "$@"
        return
    fi
    compiled=0
    ninja -C "build/$name" --quiet -j "$(jobs)" "$@" >"build/$name.log" 2>&1 || compiled=1
    grep -v '^ninja: no work to do' "build/$name.log" || true
    return $compiled
}

# What is shipped, with debugging information, which the ABI check reads.
configure_release() {
    configure release --buildtype=release -Ddebug=true -Db_ndebug=true "-Dtests=$1"
}

# The release build as it stands, or one without the tests.
build_release() {
    if [ -f build/release/.configured ] && grep -q -e '-Dtests=true' build/release/.configured; then
        configure_release true
    else
        configure_release false
    fi && compile release
}

# The program in a build folder.
program() {
    for candidate in "build/$1/phony-cli/phony" "build/$1/phony-cli/phony-cli"; do
        if [ -x "$candidate" ]; then
            echo "$root/$candidate"
            return 0
        fi
    done
    return 1
}

# Runs a command without address space randomisation, where that may be asked for: on kernels that
# randomise 32 bits the sanitizers of Debian 12's compilers find their shadow memory taken.
unrandomised() {
    if setarch -R true 2>/dev/null; then
        setarch -R "$@"
    else
        "$@"
    fi
}

dev_clean() {
    rm -rf build
}
