# Files of rows as R writes them, into the folder that is given. Run by make.py.
folder <- commandArgs(trailingOnly = TRUE)[1]
at <- function(name) file.path(folder, name)
flowers <- iris[c(1:6, 51:56, 101:106), ]
write.csv(flowers, at("write_csv.csv"))
write.csv(flowers, at("write_csv_no_rows.csv"), row.names = FALSE)
write.csv2(flowers, at("write_csv2.csv"))
write.table(flowers, at("write_table.txt"))
write.table(flowers, at("write_table_tabs.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
write.table(flowers, at("write_table_no_names.txt"), col.names = FALSE)
write.table(flowers, at("write_table_plain.txt"), quote = FALSE)
write.table(as.matrix(iris[1:5, 1:4]), at("matrix.txt"), row.names = FALSE, col.names = FALSE)
write.csv(mtcars[1:8, 1:4], at("row_words.csv"))
air <- airquality[1:12, ]
write.csv(air, at("missing.csv"), row.names = FALSE)
write.csv(data.frame(x = c(1.5, 2.5, 3.5), ok = c(TRUE, FALSE, TRUE)), at("truths.csv"),
          row.names = FALSE)
write.csv(data.frame(x = c(1e-10, 1e+05, 123456789.123)), at("exponents.csv"), row.names = FALSE)
write.csv(data.frame(day = as.Date("2024-01-30") + 0:3, y = 1:4), at("dates.csv"),
          row.names = FALSE)
saveRDS(flowers, at("flowers.rds"))
