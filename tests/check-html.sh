#!/usr/bin/env bash
# Checks the pages of a running system with the Nu Html Checker (https://validator.github.io/validator/, needs Java), in every language.
#   tests/check-html.sh URL VNU.jar [CODE DAY MONTH YEAR]...
# With a code and a date of birth the answer is checked, too, and what can be asked from there.
set -euo pipefail
url=${1%/} jar=$2
shift 2
languages=(de de-simple en tr ar uk ru pl fr)
directory=$(mktemp -d)
trap 'rm -r "$directory"' EXIT

save() { curl -sS -H 'Accept: text/html' -H "Origin: $url" -o "$directory/$1.$2.html" "${@:4}" "$url$3?lang=$2"; }

for language in "${languages[@]}"; do
    for page in / /help /privacy /accessibility /family /proxy /processing-times /nowhere /subscription/over; do
        save "get${page//\//-}" "$language" "$page"
    done
    save wrong "$language" /status -d code=7K2QM -d day=31 -d month=2 -d year=1990
    # "$@" is walked by fours.
    for ((at = 1; at + 3 <= $#; at += 4)); do
        question=(-d "code=${*:at:1}" -d "day=${*:at+1:1}" -d "month=${*:at+2:1}" -d "year=${*:at+3:1}")
        save "answer$at" "$language" /status "${question[@]}"
        save "travel$at" "$language" /travel "${question[@]}" -d leave-day=1 -d leave-month=7 -d "leave-year=$(($(date +%Y) + 1))"
        save "travel-wrong$at" "$language" /travel "${question[@]}"
        save "looks$at" "$language" /looks "${question[@]}"
        save "subscribe-wrong$at" "$language" /subscribe "${question[@]}" -d address=nobody
    done
done
for asset in kern.css pages.css icon.svg; do
    curl -sS "$url$(grep -oh "/$asset[^\"]*" "$directory/get-.de.html" | head -1)" -o "$directory/$asset"
done

# VoiceOver does not read a list as one where its bullets are hidden, unless it has the role.
java -jar "$jar" --also-check-css --also-check-svg --filterpattern '.*“list” role is unnecessary for element “ol”.*' "$directory"
echo "$(find "$directory" -type f | wc -l) files, nothing to mend."
