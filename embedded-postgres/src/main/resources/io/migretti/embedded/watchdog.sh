# Stops one PostgreSQL server as soon as the pipe on standard input closes, which it does
# however the JVM at its other end goes: by close(), by exit or by kill -9.
#
#   $1  the server's data directory
#   $2  a word that only this server has on its command line
#   $3  a directory to delete once the server is gone; empty to keep everything
#
# The JVM writes a line per phase: `starting` before it launches the server, then `ready` or `failed`.
# Exit status 0: the server does not run any more.
trap '' HUP INT TERM
data=$1 word=$2 remove=$3

# Whether process $server is still the server meant here. A dead one that nobody has waited for is not:
# its command line is empty.
is_server() {
    if [ -e /proc/self/cmdline ]; then
        tr '\0' ' ' 2>/dev/null <"/proc/$server/cmdline" | grep -Fq -- "$word"
    else
        ps -ww -o args= -p "$server" 2>/dev/null | grep -Fq -- "$word"
    fi
}

# Sets $server to the process id in postmaster.pid.
find_server() {
    read -r server 2>/dev/null <"$data/postmaster.pid" || return 1
    case $server in '' | *[!0-9]*) return 1 ;; esac
    is_server
}

# A tenth of a second where sleep knows fractions.
pause() { sleep 0.1 2>/dev/null || sleep 1; }

# $1 times a pause for the server to go; false if it is still there then.
wait_gone() {
    left=$1
    while is_server; do
        [ "$left" -gt 0 ] || return 1
        left=$((left - 1))
        pause
    done
}

phase=none
while read -r line; do phase=$line; done

# The JVM died while the server was on its way up: there may be no pid file yet.
if [ "$phase" = starting ]; then
    left=100
    until find_server || [ "$left" -eq 0 ]; do
        left=$((left - 1))
        pause
    done
fi

status=0
if find_server; then
    kill -s INT "$server" 2>/dev/null
    if ! wait_gone 200; then
        is_server && kill -s QUIT "$server" 2>/dev/null
        wait_gone 100 || status=1
    fi
fi

# An initdb that the JVM has left alone writes on, and makes its directory anew when it finds none.
# It fails once its files disappear; so delete until there has been nothing to delete for two seconds.
if [ "$status" -eq 0 ] && [ -n "$remove" ]; then
    quiet=0 left=300
    [ "$phase" = none ] || quiet=20
    while [ "$left" -gt 0 ]; do
        if [ -e "$remove" ]; then
            rm -rf -- "$remove" 2>/dev/null
            [ "$phase" = none ] && quiet=0
        fi
        [ ! -e "$remove" ] && [ "$quiet" -ge 20 ] && break
        quiet=$((quiet + 1)) left=$((left - 1))
        pause
    done
fi
exit "$status"
