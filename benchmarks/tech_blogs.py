"""Code, tables, lists of ten made-up blogs as Markdown: ours / trafilatura's of what there is.

python -m benchmarks.tech_blogs
"""

from tests.html.test_tech_blogs import BLOGS, GOLD, KINDS, blog, ours, right, theirs

if __name__ == "__main__":
    print("| blog | " + " | ".join(KINDS) + " |\n|" + "---|" * (len(KINDS) + 1))
    whole = {kind: sum(n for (of, _), n in GOLD.items() if of == kind) for kind in KINDS}
    for each in BLOGS:
        mine, beside = right(ours(blog(each))), right(theirs(blog(each)))
        cells = (f"{mine[kind]} / {beside[kind]} of {whole[kind]}" for kind in KINDS)
        print(f"| {each} | {' | '.join(cells)} |")
