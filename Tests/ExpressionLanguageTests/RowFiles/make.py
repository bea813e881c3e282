"""Makes files of rows as programs write them, and what pandas reads of them.

    python make.py            needs pandas, numpy, scikit-learn, openpyxl, Rscript and soffice

Writes files/PROGRAM/NAME and expected.json: for each file its names and columns as pandas reads them when it is
told what the file is like, or what a refusal has to say. A cell without a value is null.
"""

import gzip, json, math, os, pathlib, shutil, subprocess, sys, tempfile

import numpy as np
import openpyxl
import pandas as pd
import sklearn
import sklearn.datasets

here = pathlib.Path(__file__).parent
files = here / "files"
expected = {}


def path(name):
    (files / name).parent.mkdir(parents=True, exist_ok=True)
    return files / name


def put(name, text, encoding="utf-8"):
    path(name).write_bytes(text.encode(encoding))


def cell(value):
    if value is None or value is pd.NA or isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return int(value)
    return float(value) if isinstance(value, (float, np.floating)) else str(value)


def read(name, truth=None, **how):
    """What pandas reads; `truth` says how the file spells True and False."""
    frame = pd.read_csv(files / name, na_values=["?"], **how)
    columns = []
    for column in frame.columns:
        cells = [cell(value) for value in frame[column]]
        if truth:
            cells = [truth[value == "True"] if value in ("True", "False") else value for value in cells]
        columns.append(cells)
    is_named = how.get("header", 0) is not None or "names" in how
    names = [str(name) for name in frame.columns] if is_named else None
    expected[name] = {"names": names, "columns": columns}


def refused(name, *words, label=None):
    expected[name] = {"refused": list(words), "label": label}


def pandas():
    frame = sklearn.datasets.load_iris(as_frame=True).frame.iloc[::10].reset_index(drop=True)
    frame.columns = ["sepal_length", "sepal_width", "petal_length", "petal_width", "kind"]
    frame.to_csv(path("pandas/default.csv"))
    read("pandas/default.csv", index_col=0)
    frame.sample(frac=1, random_state=1).to_csv(path("pandas/shuffled.csv"))
    read("pandas/shuffled.csv", index_col=0)
    frame.to_csv(path("pandas/no_index.csv"), index=False)
    read("pandas/no_index.csv")
    pd.read_csv(files / "pandas/default.csv").to_csv(path("pandas/index_twice.csv"), index=False)
    read("pandas/index_twice.csv", index_col=0)
    frame.to_csv(path("pandas/no_header.csv"), index=False, header=False)
    read("pandas/no_header.csv", header=None)
    frame.to_csv(path("pandas/semicolons.csv"), index=False, sep=";", decimal=",")
    read("pandas/semicolons.csv", sep=";", decimal=",")
    frame.to_csv(path("pandas/quoted_commas.csv"), index=False, decimal=",")
    read("pandas/quoted_commas.csv", decimal=",")
    frame.to_csv(path("pandas/tabs.tsv"), index=False, sep="\t")
    read("pandas/tabs.tsv", sep="\t")
    frame.to_csv(path("pandas/bars.txt"), index=False, sep="|")
    read("pandas/bars.txt", sep="|")
    pd.DataFrame(frame.values[:, :4]).to_csv(path("pandas/counted_names.csv"), index=False)
    read("pandas/counted_names.csv")
    pd.DataFrame(frame.values[:, :4]).to_csv(path("pandas/counted_names_index.csv"))
    read("pandas/counted_names_index.csv", index_col=0)
    holes = frame.copy()
    holes.iloc[0, 1] = np.nan
    holes.iloc[3, 2] = np.nan
    holes.to_csv(path("pandas/missing.csv"), index=False)
    read("pandas/missing.csv")
    holes.to_csv(path("pandas/missing_nan.csv"), index=False, na_rep="nan")
    read("pandas/missing_nan.csv")
    words = pd.DataFrame({"color": ["red", "blue", None, "red"], "size, in m": [1.5, 2, 3, 4],
                          "ok": [True, False, True, True], "kind": ['a "big" one', "b", "b\nc", "b"]})
    words.to_csv(path("pandas/words.csv"), index=False)
    read("pandas/words.csv")
    words.to_csv(path("pandas/words_crlf.csv"), index=False, lineterminator="\r\n", encoding="utf-8-sig")
    read("pandas/words_crlf.csv")
    frame.to_csv(path("pandas/compressed.csv.gz"), index=False)
    refused("pandas/compressed.csv.gz", "is compressed", "gunzip")
    frame.iloc[:3].to_json(path("pandas/rows.json"), orient="records")
    refused("pandas/rows.json", "is a JSON file", "pd.read_json")
    frame.iloc[:3].to_pickle(path("pandas/rows.pkl"))
    refused("pandas/rows.pkl", "pickled", "pd.read_pickle")
    frame.iloc[:3].to_csv(path("pandas/utf16.csv"), index=False, encoding="utf-16")
    refused("pandas/utf16.csv", "is in UTF-16", "save it as UTF-8")
    pd.DataFrame({"a": [1.0, np.inf], "b": [1, 2]}).to_csv(path("pandas/infinite.csv"), index=False)
    refused("pandas/infinite.csv", "line 3, column 1 (a)", "finite number", "'inf'")
    stamps = pd.DataFrame({"when": pd.date_range("2024-01-01", periods=4, freq="D"), "y": [1, 2, 3, 4]})
    stamps.to_csv(path("pandas/dates.csv"), index=False)
    refused("pandas/dates.csv", "column 'when'", "dates", "without = [when]", label="y")


def numpy():
    rows = np.array([[1.5, -2, 3e-7], [4, 5.25, 6], [7, 8, 1e22]])
    np.savetxt(path("numpy/default.txt"), rows)
    read("numpy/default.txt", sep=r"\s+", header=None, engine="python")
    np.savetxt(path("numpy/commas.csv"), rows, delimiter=",")
    read("numpy/commas.csv", header=None)
    np.savetxt(path("numpy/named.csv"), rows, delimiter=",", header="x,y,z")
    read("numpy/named.csv", header=None, comment="#", names=["x", "y", "z"])
    np.savetxt(path("numpy/bare_names.csv"), rows, delimiter=",", header="x,y,z", comments="")
    read("numpy/bare_names.csv")
    np.savetxt(path("numpy/named_blanks.txt"), rows, header="made by hand\nx y z", footer="end")
    read("numpy/named_blanks.txt", header=None, comment="#", sep=r"\s+", names=["x", "y", "z"])
    np.savetxt(path("numpy/whole.txt"), rows[:, :2].astype(int), fmt="%d")
    read("numpy/whole.txt", sep=r"\s+", header=None)
    np.savetxt(path("numpy/aligned.txt"), rows, fmt="%12.4f")
    read("numpy/aligned.txt", sep=r"\s+", header=None)
    np.savetxt(path("numpy/vector.txt"), rows[:, 0])
    read("numpy/vector.txt", header=None)
    np.save(path("numpy/rows.npy"), rows)
    refused("numpy/rows.npy", "is an array of NumPy", "npy(")


def spreadsheets():
    """Real ones by LibreOffice; as Excel writes them where it does so in another way."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["name", "price", "count", "kind"], ["a", 1234.5, 10, "x"], ["b", 0.25, 20000, "y"],
                ["c", -7.125, 3, "x"]]:
        sheet.append(row)
    for place in ["B2", "B3", "B4"]:
        sheet[place].number_format = "#,##0.000"
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "book.xlsx")
        book.save(source)
        for target, locale, options in [
            ("plain.csv", "en-US", "44,34,76,1,,0,false,true,false"),
            ("as_shown.csv", "en-US", "44,34,76,1,,0,false,true,true"),
            ("german.csv", "de-DE", "59,34,76,1,,0,false,true,true"),
            ("french.csv", "fr-FR", "59,34,76,1,,0,false,true,true"),
            ("all_quoted.csv", "en-US", "44,34,76,1,,0,true,true,false"),
            ("tabs.txt", "en-US", "9,34,76,1,,0,false,true,false"),
        ]:
            profile = os.path.join(folder, "profile-" + locale)
            os.makedirs(profile + "/user", exist_ok=True)
            with open(profile + "/user/registrymodifications.xcu", "w") as settings:
                settings.write(
                    '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
                    '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" '
                    f'oor:op="fuse"><value>{locale}</value></prop></item></oor:items>')
            subprocess.run(
                ["soffice", "-env:UserInstallation=file://" + profile, "--headless", "--convert-to",
                 "csv:Text - txt - csv (StarCalc):" + options, "--outdir", folder, source],
                check=True, capture_output=True)
            shutil.move(os.path.join(folder, "book.csv"), path("libreoffice/" + target))
        shutil.copy(source, path("libreoffice/book.xlsx"))
    read("libreoffice/plain.csv")
    read("libreoffice/as_shown.csv", thousands=",")
    read("libreoffice/german.csv", sep=";", decimal=",", thousands=".")
    read("libreoffice/french.csv", sep=";", decimal=",", thousands="\u00a0", engine="python")
    read("libreoffice/all_quoted.csv")
    read("libreoffice/tabs.txt", sep="\t")
    refused("libreoffice/book.xlsx", "Excel workbook", "CSV")

    put("excel/utf8.csv", "\ufeffx,y,kind\r\n1.5,2,red\r\n-3,4,blue\r\n")
    read("excel/utf8.csv")
    put("excel/trailing.csv", "x,y,kind,\r\n1,2,0,\r\n3,4,1,\r\n5,6,1,\r\n")
    read("excel/trailing.csv", usecols=[0, 1, 2])
    put("excel/separator.csv", "sep=;\r\nx;y;kind\r\n1,5;2;0\r\n-3,25;4;1\r\n")
    read("excel/separator.csv", skiprows=1, sep=";", decimal=",")
    put("excel/german.csv", "\ufeffHöhe;Breite;Art\r\n1.234,5;2,25;rot\r\n0,5;-3,75;blau\r\n")
    read("excel/german.csv", sep=";", decimal=",", thousands=".")
    put("excel/minus.csv", "x,y\r\n\u22121.5,2\r\n3,\u22124e\u22122\r\n")
    expected["excel/minus.csv"] = {"names": ["x", "y"], "columns": [[-1.5, 3], [2, -0.04]]}
    put("excel/thousands.csv", 'x,y\r\n"1,234",2\r\n"12,345,678.5",3\r\n-7,4\r\n')
    read("excel/thousands.csv", thousands=",")
    put("excel/money.csv", 'price,y\r\n"$1,234.00",0\r\n$5.00,1\r\n')
    refused("excel/money.csv", "column 'price'", "sums of money", "without = [price]", label="y")
    put("excel/percent.csv", "share,y\r\n12%,0\r\n5.5%,1\r\n")
    refused("excel/percent.csv", "column 'share'", "percentages", "without = [share]", label="y")
    put("excel/errors.csv", "x,y\r\n1,2\r\n#DIV/0!,3\r\n4,#N/A\r\n5,#REF!\r\n")
    refused("excel/errors.csv", "2 mistakes", "line 3, column 1 (x)", "'#DIV/0!'", "line 5, column 2 (y)")
    put("excel/latin.csv", "größe,y\r\n1,2\r\n", "latin-1")
    refused("excel/latin.csv", "line 1, column 1", "save the file as UTF-8")
    put("excel/commas_both.csv", "x,y\r\n1,5,2,5\r\n3,25,4,75\r\n")
    refused("excel/commas_both.csv", "line 2", "decimal commas", "save the file with ';'")
    put("excel/title.csv", "Measured in May,,\r\nx,y,z\r\n1,2,3\r\n4,5,6\r\n".replace(",,", "", 1))
    refused("excel/title.csv", "line 1", "title", "remove this line")


def r():
    subprocess.run(["Rscript", str(here / "make.R"), str(path("r/x").parent)], check=True)
    read("r/write_csv.csv", index_col=0)
    read("r/write_csv_no_rows.csv")
    read("r/write_csv2.csv", index_col=0, sep=";", decimal=",")
    read("r/write_table.txt", sep=" ")
    read("r/write_table_tabs.tsv", sep="\t")
    read("r/write_table_no_names.txt", sep=" ", header=None, index_col=0)
    read("r/write_table_plain.txt", sep=" ")
    read("r/matrix.txt", sep=" ", header=None)
    read("r/row_words.csv", index_col=0)
    read("r/missing.csv")
    read("r/truths.csv", truth=["FALSE", "TRUE"])
    read("r/exponents.csv")
    refused("r/dates.csv", "column 'day'", "dates", "without = [day]", label="y")
    refused("r/flowers.rds", "is compressed")


def uci():
    put("uci/iris.data", "5.1,3.5,1.4,0.2,Iris-setosa\n7.0,3.2,4.7,1.4,Iris-versicolor\n\n")
    read("uci/iris.data", header=None)
    put("uci/auto-mpg.data",
        '18.0   8   307.0      130.0      3504.      12.0   70  1\t"chevrolet chevelle malibu"\n'
        '25.0   4   98.00      ?          2046.      19.0   71  1\t"ford pinto"\n'
        '26.0   4   97.00      46.00      1835.      20.5   70  2\t"volkswagen 1131 deluxe sedan"\n')
    read("uci/auto-mpg.data", header=None, sep=r"\s+")
    put("uci/adult.data",
        "39, State-gov, 77516, Bachelors, 13, <=50K\n50, ?, 83311, Bachelors, 13, <=50K\n"
        "38, Private, 215646, HS-grad, 9, >50K\n\n")
    read("uci/adult.data", header=None, skipinitialspace=True)
    put("uci/seeds.txt",
        "15.26\t14.84\t0.871\t5.763\t1\n14.88\t14.57\t0.8811\t\t5.554\t1\n14.29\t14.09\t0.905\t5.291\t2\n")
    read("uci/seeds.txt", header=None, sep=r"\s+")
    put("uci/housing.data",
        " 0.00632  18.00   2.310  0  24.00\n 0.02731   0.00   7.070  0  21.60\n 0.06905   0.00   2.180  0  36.20\n")
    read("uci/housing.data", header=None, sep=r"\s+")
    put("uci/yacht.data", "-2.3 0.568 4.78 0.11 \n-2.3 0.568 4.78 0.27 \n-5.0 0.53 4.78 0.47 \n\n")
    read("uci/yacht.data", header=None, sep=r"\s+")
    put("uci/breast-cancer.data", "1000025,5,1,1,2\n1057013,8,4,?,4\n1002945,5,4,10,2\n")
    read("uci/breast-cancer.data", header=None)
    put("uci/mushroom.data", "p,x,s,n\ne,x,s,y\ne,b,s,w\np,x,y,n\n")
    read("uci/mushroom.data", header=None)
    put("uci/car.data",
        "vhigh,2,2,small,low,unacc\nvhigh,3,4,big,high,acc\nlow,5more,more,big,high,vgood\nlow,4,more,small,low,acc\n"
        "vhigh,5more,2,small,high,acc\nhigh,5more,more,big,low,unacc\nlow,5more,more,small,low,acc\n")
    read("uci/car.data", header=None)
    put("uci/winequality.csv", '"fixed acidity";"pH";"quality"\n7.4;3.51;5\n7.8;3.2;5\n11.2;3.16;6\n')
    read("uci/winequality.csv", sep=";")
    put("uci/bank.csv", '"age";"job";"y"\n30;"unemployed";"no"\n33;"services";"yes"\n35;"management";"no"\n')
    read("uci/bank.csv", sep=";")
    put("uci/abalone.data", "M,0.455,0.365,15\nM,0.35,0.265,7\nF,0.53,0.42,9\n")
    read("uci/abalone.data", header=None)
    put("uci/weather.arff", "@relation weather\n\n@attribute x real\n@data\n1\n2\n")
    refused("uci/weather.arff", "ARFF", "@data")


def scikit():
    data = pathlib.Path(sklearn.__file__).parent / "datasets" / "data"
    shutil.copy(data / "iris.csv", path("sklearn/iris.csv"))
    read("sklearn/iris.csv", header=None, skiprows=1)
    shutil.copy(data / "wine_data.csv", path("sklearn/wine_data.csv"))
    read("sklearn/wine_data.csv", header=None, skiprows=1)
    shutil.copy(data / "linnerud_exercise.csv", path("sklearn/linnerud_exercise.csv"))
    read("sklearn/linnerud_exercise.csv", sep=r"\s+")
    shutil.copy(data / "diabetes_target.csv.gz", path("sklearn/diabetes_target.csv.gz"))
    refused("sklearn/diabetes_target.csv.gz", "is compressed", "gunzip")
    sklearn.datasets.dump_svmlight_file(
        np.eye(3) * 1.5, np.array([1, -1, 1]), str(path("sklearn/rows.svm")), zero_based=False)
    refused("sklearn/rows.svm", "LIBSVM", "load_svmlight_file")


def arrays():
    matrix = np.array([[1.5, -2, 3e-7], [4, 5.25, 1e300]])
    kinds = {
        "matrix": matrix, "vector": matrix[0], "number": np.array(2.5), "cube": np.arange(24.0).reshape(2, 3, 4),
        "columns_first": np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)), "f4": np.float32([0.1, 2, 1e-40]),
        "f2": np.float16([0.1, -2, 6e-8, 65504]), "big": matrix.astype(">f8"), "i1": np.int8([[-128, 127]]),
        "i8": np.array([-(2**53), 5]), "u2": np.uint16([65535, 0]), "truth": np.array([True, False]),
        "big_i4": np.array([-7, 7], ">i4")}
    for name, array in kinds.items():
        np.save(path(f"arrays/{name}.npy"), array)
        expected[f"arrays/{name}.npy"] = {"arrays": [
            {"name": None, "shape": list(array.shape), "elements": array.astype(float).ravel().tolist()}]}
    np.savez(path("arrays/set.npz"), X=matrix, y=np.array([0, 1]))
    expected["arrays/set.npz"] = {"arrays": [
        {"name": "X", "shape": [2, 3], "elements": matrix.ravel().tolist()},
        {"name": "y", "shape": [2], "elements": [0.0, 1.0]}]}
    np.savez_compressed(path("arrays/compressed.npz"), X=matrix)
    refused("arrays/compressed.npz", "is compressed", "np.savez('rows.npz', **np.load('rows.npz'))")
    np.save(path("arrays/objects.npy"), np.array([1, None]), allow_pickle=True)
    refused("arrays/objects.npy", "objects of Python", "allow_pickle=True")
    np.save(path("arrays/complex.npy"), np.array([1j]))
    refused("arrays/complex.npy", "'<c16'", "a.real")
    np.save(path("arrays/words.npy"), np.array(["a", "b"]))
    refused("arrays/words.npy", "no real numbers", "a.astype(float)")
    np.save(path("arrays/records.npy"), np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
    refused("arrays/records.npy", "records", "np.column_stack")
    np.save(path("arrays/long.npy"), np.array([2**53 + 1]))
    refused("arrays/long.npy", "9007199254740993", "a.astype(float)")
    np.save(path("arrays/nan.npy"), np.array([[1, np.nan]]))
    refused("arrays/nan.npy", "finite numbers", "nan at [0, 1]")
    whole = path("arrays/matrix.npy").read_bytes()
    path("arrays/cut.npy").write_bytes(whole[:-9])
    refused("arrays/cut.npy", "is damaged", "48 bytes", "39")


shutil.rmtree(files, ignore_errors=True)
for part in [pandas, numpy, spreadsheets, r, uci, scikit, arrays]:
    part()
text = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in sorted(expected.items()))
(here / "expected.json").write_text("{\n" + text + "\n}\n")
print(len(expected), "files")
