# Says what sfeed reads in each feed whose file is named on a line of the input, and ends each.
while IFS= read -r name; do
  sfeed < "$name" || exit 1
  printf '\036\n'
done
